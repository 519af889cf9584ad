import { useRef, useState } from "preact/hooks";
import { doesMention } from "../../client/reading.ts";
import type { Message } from "../../protocol/events.ts";
import { t } from "../i18n/index.ts";
import { navigate } from "../state/navigation.ts";
import { threadHash } from "../state/route.ts";
import type { Session } from "../state/session.ts";
import { DeleteDialog, MessageActions, PinMark } from "./dialogs.ts";
import { LinkPreview } from "./link-preview.tsx";
import { MentionedContext } from "./mentioned.tsx";
import { Stamp } from "./message-text.tsx";
import { Quote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { Said } from "./said.tsx";

interface MessageViewProps {
  readonly session: Session;
  readonly message: Message;
  readonly ownId: string | undefined;
  /** Whether it stands under the name and time of its group. */
  readonly isFirst: boolean;
  /** Tells the user from another of the same name; empty where there is none. */
  readonly tag: string;
}

/** One message: what it answers, what it says, what was put on it, and what can be done with it. */
export function MessageView({ session, message, ownId, isFirst, tag }: MessageViewProps) {
  const item = useRef<HTMLLIElement>(null);
  const [isActive, setActive] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const { seq, user, text, at, replyTo, replies, here = false, edited, deleted } = message;
  const isOwn = user.id === ownId;
  const mentioned = text.includes("@")
    ? { names: session.namesIn(message), here, ownId, shared: session.shared.value }
    : undefined;

  return (
    <li
      ref={item}
      class={!isOwn && doesMention(message, ownId) ? "message is-mention" : "message"}
      data-message
      data-seq={seq}
      tabIndex={-1}
      onPointerEnter={(event) => event.pointerType === "mouse" && setActive(true)}
      onPointerLeave={(event) => event.pointerType === "mouse" && setActive(false)}
      onFocusIn={() => setActive(true)}
      onFocusOut={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setActive(false)}
    >
      {/* Each line is read out by itself when it comes; the head is read out with the first. */}
      {!isFirst && <span class="sr-only">{t.log.says(isOwn ? t.log.youWrote : user.name + tag)} </span>}
      {replyTo !== undefined && <Quote session={session} seq={replyTo} />}
      {deleted === undefined ? (
        <MentionedContext.Provider value={mentioned}>
          <Said text={text} isEdited={edited !== undefined} user={user} tag={tag} />
        </MentionedContext.Provider>
      ) : (
        <Tombstone />
      )}
      {deleted === undefined && <LinkPreview room={session.client.state.value.room} message={message} isOwn={isOwn} />}
      {session.pins.value.includes(seq) && <PinMark />}
      {!isFirst && <Stamp at={at} />}
      <Reactions session={session} message={message} ownId={ownId} />
      {replies && (
        <button type="button" class="text-button replies" onClick={() => navigate(threadHash(seq))}>
          {t.message.replies(replies)}
        </button>
      )}
      {isActive && deleted === undefined && (
        <MessageActions
          session={session}
          message={message}
          isOwn={isOwn}
          onDelete={() => setDeleting(true)}
          onDone={() => item.current?.focus()}
        />
      )}
      {isDeleting && (
        <DeleteDialog
          onClose={() => setDeleting(false)}
          onDelete={() => {
            setDeleting(false);
            session.remove(seq);
          }}
        />
      )}
    </li>
  );
}

/** Where a message was. */
function Tombstone() {
  return <p class="tombstone">{t.message.deleted}</p>;
}
