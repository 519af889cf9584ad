import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { today } from "../state/device.ts";
import type { Session } from "../state/session.ts";
import { Beginning } from "./beginning.tsx";
import { BlockView } from "./block.tsx";
import { DownIcon } from "./icons.tsx";
import { LogScroller } from "./log-scroller.tsx";
import { OlderMessages } from "./older-messages.tsx";
import { Outgoing } from "./outgoing.tsx";

/** Everything that was said, and the way to its end. */
export function Log({ session }: { readonly session: Session }) {
  const { messages, more, outgoing, room, you, status } = session.state.value;
  const blocks = session.timeline.value;
  // The first page and older ones are no news: they are not read out.
  const isQuiet = useSignal(true);
  const atEnd = useSignal(true);
  const toEnd = useRef<(() => void) | undefined>(undefined);
  const hasJoined = you !== undefined;
  useEffect(() => {
    if (!hasJoined) return undefined;
    const timer = setTimeout(() => (isQuiet.value = false), 1_000);
    return () => clearTimeout(timer);
  }, [hasJoined]);
  const isEmpty = messages.length === 0 && outgoing.length === 0;

  return (
    <div class="log-frame">
      <LogScroller
        // Whoever writes wants to see it.
        ownCount={outgoing.length}
        isQuiet={isQuiet.value}
        toEnd={toEnd}
        onAtEnd={(value) => {
          atEnd.value = value;
          session.setAtEnd(value);
        }}
      >
        {!hasJoined && status !== "refused" && <p class="joining muted">{t.room.joining}</p>}
        {more && <OlderMessages session={session} firstSeq={messages[0]?.seq} isQuiet={isQuiet} />}
        {hasJoined && !more && <Beginning room={room} isEmpty={isEmpty} />}
        {blocks.map((block) => (
          <BlockView key={block.key} block={block} ownId={you?.id} shared={session.shared.value} today={today.value} />
        ))}
        <Outgoing session={session} outgoing={outgoing} you={you} last={messages.at(-1)} />
      </LogScroller>
      {!atEnd.value && <JumpToLatest count={session.unread.value} onJump={() => toEnd.current?.()} />}
    </div>
  );
}

function JumpToLatest({ count, onJump }: { readonly count: number; readonly onJump: () => void }) {
  return (
    <button
      type="button"
      class="jump"
      aria-label={count > 0 ? t.log.latestCount(count) : t.log.latest}
      onClick={onJump}
    >
      <DownIcon />
      {count > 0 && (
        <span class="badge" aria-hidden="true">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </button>
  );
}
