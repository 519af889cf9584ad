import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { isWide, today } from "../state/device.ts";
import { markdown } from "../state/markdown.ts";
import type { Session } from "../state/session.ts";
import { Beginning } from "./beginning.tsx";
import { BlockView } from "./block.tsx";
import { JumpToLatest, loadMessageActions, loadRoster, MissedBar, SeenBy } from "./dialogs.ts";
import { loadLobby } from "./fetch-lobby.ts";
import { LogScroller } from "./log-scroller.tsx";
import { OlderMessages } from "./older-messages.tsx";
import { Outgoing } from "./outgoing.tsx";
import { Quiet } from "./quiet.ts";
import { prefetch } from "./use-lazy.ts";

/** Missed messages that are read out when one comes back; more at once are told of as one. */
const READ_OUT_MAX = 5;

interface LogProps {
  readonly session: Session;
  /** The message whose answers are shown beside the log. */
  readonly thread: number | undefined;
  /** Shows the links that let people in where that of the room does not. */
  readonly onInvite: () => void;
}

/** Everything that was said, and the way to its end. */
export function Log({ session, thread = 0, onInvite }: LogProps) {
  const { messages, more, outgoing, you, status, settings } = session.state.value;
  const blocks = session.timeline.value;
  const quiet = useMemo(() => new Quiet(), []);
  const missedMany = useSignal(false);
  const atEnd = useSignal(true);
  const toEnd = useRef<(() => void) | undefined>(undefined);
  const hasJoined = you !== undefined;
  // The first page is no news.
  useEffect(() => (hasJoined ? undefined : quiet.hold()), [hasJoined]);
  useEffect(() => {
    if (!hasJoined) return;
    loadMessageActions().catch(() => {});
    // The way back leads there.
    void prefetch(loadLobby);
    // Who is here can be seen without a connection, too.
    if (!isWide.peek()) void prefetch(loadRoster);
  }, [hasJoined]);
  useEffect(() => {
    let isBack = false;
    return session.client.on("welcome", ({ recovered, events }) => {
      missedMany.value = isBack && (!recovered || events.length > READ_OUT_MAX);
      isBack = true;
      if (missedMany.value) quiet.hold()();
    });
  }, []);
  // Nor are messages that take on another look.
  useEffect(() => markdown.subscribe((part) => part && quiet.hold()()), []);
  const isEmpty = messages.length === 0 && outgoing.length === 0;

  return (
    <div class="log-frame">
      <LogScroller
        // Whoever writes wants to see it. Who does that in a thread sees it there.
        ownCount={outgoing.filter(({ replyTo }) => replyTo !== thread).length}
        isQuiet={quiet.isOn.value}
        toEnd={toEnd}
        revealed={session.revealed.value}
        look={markdown.value}
        onAtEnd={(value) => {
          atEnd.value = value;
          session.reading.setAtEnd(value);
        }}
      >
        {!hasJoined && status !== "refused" && <p class="joining muted">{t.room.joining}</p>}
        {more && <OlderMessages session={session} firstSeq={messages[0]?.seq} quiet={quiet} />}
        {hasJoined && !more && <Beginning session={session} isEmpty={isEmpty} onInvite={onInvite} />}
        {blocks.map((block) => (
          <BlockView
            key={block.key}
            session={session}
            block={block}
            ownId={you?.id}
            shared={session.shared.value}
            today={today.value}
          />
        ))}
        <Outgoing session={session} outgoing={outgoing} you={you} last={messages.at(-1)} />
        {settings.seenBy && <SeenBy session={session} />}
      </LogScroller>
      {session.reading.missed.value && <MissedBar session={session} />}
      <p class="sr-only" role="status">
        {missedMany.value && status === "online" && t.log.missedMany}
      </p>
      {!atEnd.value && <JumpToLatest count={session.unread.value} onJump={() => toEnd.current?.()} />}
    </div>
  );
}
