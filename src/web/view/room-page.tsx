import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { isVisible, isWide } from "../state/device.ts";
import { canonicalise } from "../state/navigation.ts";
import { openSession } from "../state/session.ts";
import { readItem, writeItem } from "../state/storage.ts";
import { Composer } from "./composer.tsx";
import { ConnectionBar } from "./connection-bar.tsx";
import { Dialog } from "./dialog.tsx";
import { Log } from "./log.tsx";
import { Refused } from "./refused.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import { RoomHeader } from "./room-header.tsx";
import { Roster, RosterPanel } from "./roster.tsx";
import { TypingLine } from "./typing-line.tsx";

/** A room: joined while this is on the page. @param room its normalised name; another room is another page. */
export function RoomPage({ room }: { readonly room: string }) {
  // Coming in anew, as somebody else, is a new session.
  const visit = useSignal(0);
  const session = useMemo(() => openSession(room), [visit.value]);
  useEffect(() => () => session.close(), [session]);

  const sheetOpen = useSignal(false);
  const panelOpen = useSignal(readItem("roster") !== "closed");
  const renaming = useSignal(false);

  useSignalEffect(() => canonicalise(session.state.value.room));
  useSignalEffect(() => {
    document.title = t.room.title(session.state.value.room, isVisible.value ? 0 : session.unread.value);
  });

  const togglePeople = () => {
    if (!isWide.value) sheetOpen.value = true;
    else writeItem("roster", (panelOpen.value = !panelOpen.value) ? undefined : "closed");
  };
  const isRefused = session.state.value.status === "refused";
  const hasPanel = isWide.value && panelOpen.value;

  return (
    <div class={hasPanel ? "room has-panel" : "room"}>
      <a class="skip" href="#message">
        {t.room.skip}
      </a>
      <RoomHeader
        session={session}
        isRosterOpen={isWide.value ? panelOpen.value : sheetOpen.value}
        onPeople={togglePeople}
        onRename={() => (renaming.value = true)}
      />
      <main class="room-main">
        <ConnectionBar session={session} />
        <Log session={session} />
        <TypingLine session={session} />
        {isRefused ? <Refused session={session} onNewVisit={() => visit.value++} /> : <Composer session={session} />}
      </main>
      {hasPanel && <RosterPanel session={session} onClose={togglePeople} />}
      {sheetOpen.value && !isWide.value && (
        <Dialog title={t.people.title} shape="sheet" onClose={() => (sheetOpen.value = false)}>
          <Roster session={session} />
        </Dialog>
      )}
      {renaming.value && <RenameDialog session={session} onClose={() => (renaming.value = false)} />}
    </div>
  );
}
