import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { EventOf } from "../../protocol/events.ts";
import { t } from "../i18n/index.ts";
import { isVisible, isWide } from "../state/device.ts";
import { canonicalise, navigate } from "../state/navigation.ts";
import { roomTitle } from "../state/room-title.ts";
import { openSession } from "../state/session.ts";
import { readItem, writeItem } from "../state/storage.ts";
import { Composer } from "./composer.tsx";
import { ConnectionBar } from "./connection-bar.tsx";
import {
  AboutDialog,
  InviteDialog,
  EmojiPicker,
  Invited,
  Moderation,
  NoticeBar,
  PinsDialog,
  Refused,
  RenameDialog,
  Search,
} from "./dialogs.ts";
import { lazy } from "./lazy.tsx";
import { Log } from "./log.tsx";
import { RoomHeader } from "./room-header.tsx";
import { RosterSheet } from "./roster-sheet.tsx";
import { RosterPanel } from "./roster.tsx";
import { TypingLine } from "./typing-line.tsx";

/** Most visits never open one. */
const Thread = lazy(async () => (await import("./thread.tsx")).Thread);

interface RoomPageProps {
  /** Its normalised name; another room is another page. */
  readonly room: string;
  /** The message whose answers are shown beside the log. */
  readonly thread: number | undefined;
  /** The code of the invitation by which one comes. */
  readonly invite: string | undefined;
}

/** A room's page. */
export function RoomPage({ invite, ...props }: RoomPageProps) {
  // Coming in anew, perhaps as somebody else, is a visit of its own.
  const [visit, setVisit] = useState(0);
  if (invite !== undefined) return <Invited room={props.room} invite={invite} />;
  return <Visit key={visit} {...props} onNewVisit={() => setVisit(visit + 1)} />;
}

/** No thread is shown any more. */
function toRoom(): void {
  navigate(location.pathname);
}

/** The address stays that of the thread that may be open. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("message")?.focus();
}

interface VisitProps extends Omit<RoomPageProps, "invite"> {
  readonly onNewVisit: () => void;
}

/** A room, joined while this is on the page. */
function Visit({ room, thread, onNewVisit }: VisitProps) {
  const session = useMemo(() => openSession(room), []);
  useEffect(() => () => session.close(), []);

  const sheetOpen = useSignal(false);
  const panelOpen = useSignal(readItem("roster") !== "closed");
  const renaming = useSignal(false);
  /** What of the whole room is shown. */
  const opened = useSignal<typeof AboutDialog | undefined>(undefined);
  /** What is looked for to begin with, while the search is open. */
  const searching = useSignal<string | undefined>(undefined);
  const search = (query: string) => (searching.value = query);
  const people = useRef<HTMLButtonElement>(null);
  /** What the operator told last. */
  const notice = useSignal<EventOf<"notice"> | undefined>(undefined);
  useEffect(() => session.client.on("notice", (event) => (notice.value = event)), []);

  useSignalEffect(() => canonicalise(session.state.value.room));
  useSignalEffect(() => {
    document.title = t.room.title(roomTitle(session), isVisible.value ? 0 : session.unread.value);
  });

  const togglePeople = () => {
    if (!isWide.value) {
      sheetOpen.value = true;
      return;
    }
    // A thread stands in its place.
    panelOpen.value = thread !== undefined || !panelOpen.value;
    writeItem("roster", panelOpen.value ? undefined : "closed");
    // What was inside the panel has the focus no more.
    people.current?.focus();
    if (thread !== undefined) toRoom();
  };
  const { status, you, problem } = session.state.value;
  const isRefused = status === "refused";
  // Before what says why has looked where the focus is.
  useLayoutEffect(() => {
    if (!isRefused) return;
    // What stands before the room would hide that one is not in it any more.
    sheetOpen.value = renaming.value = false;
    opened.value = searching.value = undefined;
    session.pick(undefined);
    session.tend(undefined);
  }, [isRefused]);
  // Who was never let in has nothing to read; of a room that was deleted nothing is left.
  const isShut = isRefused && (you === undefined || problem?.code === "not_found");
  const Opened = isShut ? undefined : opened.value;
  const hasPanel = isWide.value && (panelOpen.value || thread !== undefined) && !isShut;

  return (
    <div class={hasPanel ? "room has-panel" : "room"}>
      {!isRefused && (
        <a class="skip" href="#message" onClick={skip}>
          {t.room.skip}
        </a>
      )}
      <RoomHeader
        session={session}
        people={people}
        isRosterOpen={isWide.value ? panelOpen.value && thread === undefined : sheetOpen.value}
        onPeople={togglePeople}
        onSearch={() => search("")}
        onRename={() => (renaming.value = true)}
        onAbout={() => (opened.value = AboutDialog)}
        onPins={() => (opened.value = PinsDialog)}
        onInvite={() => (opened.value = InviteDialog)}
      />
      <main class={isShut ? "room-main is-shut" : "room-main"}>
        <ConnectionBar session={session} />
        {notice.value && <NoticeBar notice={notice.value} onClose={() => (notice.value = undefined)} />}
        {!isShut && <Log session={session} thread={thread} onInvite={() => (opened.value = InviteDialog)} />}
        {!isShut && <TypingLine session={session} />}
        {isRefused ? (
          <Refused session={session} onNewVisit={onNewVisit} />
        ) : (
          <Composer session={session} onSearch={search} />
        )}
      </main>
      {hasPanel && thread === undefined && <RosterPanel session={session} onClose={togglePeople} />}
      {thread !== undefined && !isShut && <Thread session={session} seq={thread} onSearch={search} onClose={toRoom} />}
      {sheetOpen.value && !isWide.value && <RosterSheet session={session} onClose={() => (sheetOpen.value = false)} />}
      {searching.value !== undefined && (
        <Search session={session} wanted={searching.value} onClose={() => (searching.value = undefined)} />
      )}
      {session.picking.value && (
        <EmojiPicker session={session} picking={session.picking.value} onClose={() => session.pick(undefined)} />
      )}
      {session.tending.value && (
        <Moderation session={session} tending={session.tending.value} onClose={() => session.tend(undefined)} />
      )}
      {Opened && <Opened session={session} onClose={() => (opened.value = undefined)} />}
      {renaming.value && <RenameDialog session={session} onClose={() => (renaming.value = false)} />}
    </div>
  );
}
