import { useEffect, useMemo, useRef } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import type { Message } from "../../protocol/events.ts";
import { t } from "../i18n/index.ts";
import { later } from "../i18n/later.ts";
import { h } from "../i18n/thread.ts";
import { isWide } from "../state/device.ts";
import type { Session } from "../state/session.ts";
import { partsOf } from "../state/thread.ts";
import type { ThreadSource } from "../state/thread-source.ts";
import { moveFocus } from "./log-scroll.ts";
import { Outgoing } from "./outgoing.tsx";
import { Quiet } from "./quiet.ts";
import { Stretch } from "./stretch.tsx";
import { useThreadEnd } from "./use-thread-end.ts";

interface ThreadListProps {
  /** As it is seen from the thread. */
  readonly session: Session;
  readonly source: ThreadSource;
  /** The one that is answered. */
  readonly message: Message | undefined;
}

/** A message, and below it what answers it. */
export function ThreadList({ session, source, message }: ThreadListProps) {
  const thread = source.thread.value;
  const isLoading = source.isLoading.value;
  const { status, you } = session.state.value;
  const outgoing = session.state.value.outgoing.filter(({ replyTo }) => replyTo === thread.seq);
  const { before, after } = useMemo(() => partsOf(thread), [thread.answers, thread.gapAfter]);
  const top = useMemo(() => (message ? [withoutReplies(message)] : []), [message]);
  const last = after.at(-1) ?? before.at(-1);

  const scroller = useRef<HTMLDivElement>(null);
  const onScroll = useThreadEnd(scroller, thread.gapAfter, last?.seq, outgoing.length);
  const quiet = useMemo(() => new Quiet(), []);
  // A page of answers is no news.
  useEffect(() => (isLoading ? quiet.hold() : undefined), [isLoading]);
  const more = async () => {
    await source.more();
    // The button may be gone, and the focus with it.
    if (document.activeElement === document.body) scroller.current?.focus();
  };

  return (
    <div
      ref={scroller}
      class="thread-scroller"
      role="region"
      aria-label={h.list}
      // Beside the log, it is read out there.
      aria-live={isWide.value || quiet.isOn.value ? "off" : "polite"}
      // Scrolled by the keyboard, too.
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (moveFocus(event.currentTarget, event.key)) event.preventDefault();
      }}
    >
      {thread.root === null && <p class="muted thread-gone">{h.gone}</p>}
      <Stretch session={session} ownId={you?.id} messages={top} />
      {thread.root !== undefined && <p class="thread-count">{countText(message, last)}</p>}
      <Stretch session={session} ownId={you?.id} messages={before} previous={message} />
      {thread.gapAfter !== undefined && (
        <div class="older">
          {source.problem.value !== undefined && <p role="alert">{h.failed(reasonText(source.problem.value))}</p>}
          <button type="button" class="text-button" aria-disabled={isLoading} onClick={() => void more()}>
            {isLoading || status !== "online" ? h.loading : source.problem.value === undefined ? h.more : h.again}
          </button>
        </div>
      )}
      <Stretch session={session} ownId={you?.id} messages={after} previous={before.at(-1) ?? message} />
      <Outgoing session={session} outgoing={outgoing} you={you} last={last} />
    </div>
  );
}

/** It stands above them. */
function withoutReplies(message: Message): Message {
  const { replies: _, ...rest } = message;
  return rest;
}

function countText(message: Message | undefined, last: Message | undefined): string | undefined {
  if (message?.replies) return t.message.replies(message.replies);
  return last ? undefined : h.none;
}

function reasonText(error: unknown): string {
  return (error instanceof RoomError && later.problem[error.code]) || t.message.offline;
}
