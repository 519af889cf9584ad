import type { ComponentChildren } from "preact";
import type { Message } from "../../protocol/events.ts";
import { fullTime } from "../i18n/time.ts";
import { tagIn } from "../state/people.ts";
import type { Session } from "../state/session.ts";
import { UserName } from "./avatar.tsx";

interface HitProps {
  readonly session: Session;
  readonly message: Message;
  readonly onClose: () => void;
  /** What of it is shown. */
  readonly children: ComponentChildren;
}

/** A message in a list. A press closes the list and leads to it. */
export function Hit({ session, message, onClose, children }: HitProps) {
  return (
    <button
      type="button"
      class="hit"
      onClick={() => {
        onClose();
        void session.reveal(message.seq);
      }}
    >
      <span class="hit-head">
        <UserName user={message.user} tag={tagIn(message.user, session.shared.value)} />
        <time dateTime={new Date(message.at).toISOString()}>{fullTime(message.at)}</time>
      </span>
      <span class="hit-text" dir="auto">
        {children}
      </span>
    </button>
  );
}
