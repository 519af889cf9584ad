import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import type { Message } from "../../protocol/events.ts";
import { PINS_MAX } from "../../protocol/limits.ts";
import { MAY } from "../../protocol/permissions.ts";
import { later } from "../i18n/later.ts";
import { isSilenced } from "../state/hold.ts";
import { navigate } from "../state/navigation.ts";
import { reasonText } from "../state/problems.ts";
import { threadHash } from "../state/route.ts";
import type { Session } from "../state/session.ts";
import { succeeds } from "../state/succeeds.ts";
import { DeleteIcon, EditIcon, MoreIcon, PinIcon, PlusIcon, ReplyIcon, ShowIcon, ThreadIcon } from "./action-icons.tsx";
import { ReactIcon } from "./icons.tsx";
import { keepInView } from "./keep-in-view.ts";

/** What is given most. */
const QUICK = ["👍", "❤️", "😂", "🎉", "😮", "😢"];

interface MessageActionsProps {
  readonly session: Session;
  readonly message: Message;
  readonly isOwn: boolean;
  readonly onDelete: () => void;
  /** It is done with. */
  readonly onDone: () => void;
}

/** What can be done with a message: shown beside the one that is pointed at or has the focus. */
export function MessageActions({ session, message, isOwn, onDelete, onDone }: MessageActionsProps) {
  const [isPicking, setPicking] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (bar.current) keepInView(bar.current);
  }, [isPicking]);
  const { seq } = message;
  const thread = message.replies ? seq : message.replyTo;
  const { you } = session.state.value;
  // What the room would refuse is not offered.
  const maySay = !isSilenced(session.hold.value);
  if (isPicking && maySay) {
    return (
      <div ref={bar} class="message-actions" role="toolbar" aria-label={later.message.react}>
        {QUICK.map((emoji, index) => (
          <button
            key={emoji}
            type="button"
            class="icon-button emoji"
            // The button that was pressed is gone.
            ref={index === 0 ? focusFirst : null}
            onClick={() => {
              session.react(seq, emoji, !session.hasReacted(message, emoji));
              setPicking(false);
              onDone();
            }}
          >
            {emoji}
          </button>
        ))}
        <button
          type="button"
          class="icon-button"
          aria-label={later.message.moreEmoji}
          onClick={(event) => {
            const near = event.currentTarget.getBoundingClientRect();
            session.pick({ kind: "reaction", near, seq, onLost: onDone });
          }}
        >
          <PlusIcon />
        </button>
      </div>
    );
  }
  return (
    <div ref={bar} class="message-actions" role="toolbar" aria-label={later.message.actions}>
      {maySay && (
        <>
          <button type="button" class="icon-button" aria-label={later.message.react} onClick={() => setPicking(true)}>
            <ReactIcon />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={later.message.reply}
            onClick={() => session.compose({ kind: "reply", to: message })}
          >
            <ReplyIcon />
          </button>
        </>
      )}
      {thread !== undefined && (
        <button
          type="button"
          class="icon-button"
          aria-label={later.message.thread}
          onClick={() => navigate(threadHash(thread))}
        >
          <ThreadIcon />
        </button>
      )}
      {session.thread !== undefined && (
        <button
          type="button"
          class="icon-button"
          aria-label={later.message.show}
          onClick={() => void session.reveal(seq)}
        >
          <ShowIcon />
        </button>
      )}
      {isOwn && maySay && (
        <button
          type="button"
          class="icon-button"
          aria-label={later.message.edit}
          onClick={() => session.compose({ kind: "edit", message })}
        >
          <EditIcon />
        </button>
      )}
      {you && maySay && MAY.pin(you) && <PinButton session={session} seq={seq} onDone={onDone} />}
      {you && MAY.delete(you, message) && (
        <button type="button" class="icon-button" aria-label={later.message.delete} onClick={onDelete}>
          <DeleteIcon />
        </button>
      )}
      {!isOwn && (
        <button
          type="button"
          class="icon-button"
          aria-label={later.message.more}
          aria-haspopup="dialog"
          onClick={({ currentTarget }) => {
            const near = currentTarget.getBoundingClientRect();
            session.tend({ kind: "person", user: message.user, near, message, onLost: onDone });
          }}
        >
          <MoreIcon />
        </button>
      )}
    </div>
  );
}

interface PinButtonProps {
  readonly session: Session;
  readonly seq: number;
  readonly onDone: () => void;
}

/** Pins the message to the room, or takes it off. */
function PinButton({ session, seq, onDone }: PinButtonProps) {
  const isPinned = session.pins.value.includes(seq);
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={later.message.pin}
      aria-pressed={isPinned}
      onClick={() => {
        void succeeds(session.client.pin(seq, !isPinned), pinReason);
        onDone();
      }}
    >
      <PinIcon />
    </button>
  );
}

/** Too many are the only thing that can be too big here. */
function pinReason(error: unknown): string {
  return error instanceof RoomError && error.code === "too_big" ? later.message.pinsFull(PINS_MAX) : reasonText(error);
}

function focusFirst(button: HTMLButtonElement | null): void {
  button?.focus();
}
