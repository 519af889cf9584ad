import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { isVisible, isWide } from "../state/device.ts";
import { canonicalise } from "../state/navigation.ts";
import { openSession } from "../state/session.ts";
import { readItem, writeItem } from "../state/storage.ts";
import { Composer } from "./composer.tsx";
import { ConnectionBar } from "./connection-bar.tsx";
import { Dialog } from "./dialog.tsx";
import { Refused, RenameDialog, Search } from "./dialogs.ts";
import { Log } from "./log.tsx";

import { RoomHeader } from "./room-header.tsx";
import { Roster, RosterPanel } from "./roster.tsx";

import { TypingLine } from "./typing-line.tsx";

/** A room's page. @param room its normalised name; another room is another page. */
export function RoomPage({ room }: { readonly room: string }) {
  // Coming in anew, perhaps as somebody else, is a visit of its own.
  const [visit, setVisit] = useState(0);
  return <Visit key={visit} room={room} onNewVisit={() => setVisit(visit + 1)} />;
}

interface VisitProps {
  readonly room: string;
  readonly onNewVisit: () => void;
}

/** A room, joined while this is on the page. */
function Visit({ room, onNewVisit }: VisitProps) {
  const session = useMemo(() => openSession(room), []);
  useEffect(() => () => session.close(), []);

  const sheetOpen = useSignal(false);
  const panelOpen = useSignal(readItem("roster") !== "closed");
  const renaming = useSignal(false);
  /** What is looked for to begin with, while the search is open. */
  const searching = useSignal<string | undefined>(undefined);
  const people = useRef<HTMLButtonElement>(null);

  useSignalEffect(() => canonicalise(session.state.value.room));
  useSignalEffect(() => {
    document.title = t.room.title(session.state.value.room, isVisible.value ? 0 : session.unread.value);
  });

  const togglePeople = () => {
    if (!isWide.value) {
      sheetOpen.value = true;
      return;
    }
    panelOpen.value = !panelOpen.value;
    writeItem("roster", panelOpen.value ? undefined : "closed");
    // What was inside the panel has the focus no more.
    people.current?.focus();
  };
  const { status, you, problem } = session.state.value;
  const isRefused = status === "refused";
  // Who was never let in has nothing to read; of a room that was deleted nothing is left.
  const isShut = isRefused && (you === undefined || problem?.code === "not_found");
  const hasPanel = isWide.value && panelOpen.value && !isShut;

  return (
    <div class={hasPanel ? "room has-panel" : "room"}>
      {!isRefused && (
        <a class="skip" href="#message">
          {t.room.skip}
        </a>
      )}
      <RoomHeader
        session={session}
        people={people}
        isRosterOpen={isWide.value ? panelOpen.value : sheetOpen.value}
        onPeople={togglePeople}
        onSearch={() => (searching.value = "")}
        onRename={() => (renaming.value = true)}
      />
      <main class={isShut ? "room-main is-shut" : "room-main"}>
        <ConnectionBar session={session} />
        {!isShut && <Log session={session} />}
        {!isShut && <TypingLine session={session} />}
        {isRefused ? (
          <Refused session={session} onNewVisit={onNewVisit} />
        ) : (
          <Composer session={session} onSearch={(query) => (searching.value = query)} />
        )}
      </main>
      {hasPanel && <RosterPanel session={session} onClose={togglePeople} />}
      {sheetOpen.value && !isWide.value && (
        <Dialog title={t.people.title} shape="sheet" onClose={() => (sheetOpen.value = false)}>
          <Roster session={session} />
        </Dialog>
      )}
      {searching.value !== undefined && (
        <Search session={session} wanted={searching.value} onClose={() => (searching.value = undefined)} />
      )}
      {renaming.value && <RenameDialog session={session} onClose={() => (renaming.value = false)} />}
    </div>
  );
}
