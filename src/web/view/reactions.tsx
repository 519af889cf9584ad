import type { Message } from "../../protocol/events.ts";
import { t } from "../i18n/index.ts";
import { reactorNames } from "../state/composing.ts";
import { isSilenced } from "../state/hold.ts";
import type { Session } from "../state/session.ts";

interface ReactionsProps {
  readonly session: Session;
  readonly message: Message;
  readonly ownId: string | undefined;
}

/** The emoji on a message, with how many gave each. A press gives one's own, or takes it away. */
export function Reactions({ session, message, ownId }: ReactionsProps) {
  const { reactions = [], seq } = message;
  if (reactions.length === 0) return null;
  // Who gave what is still there to be read.
  const isFixed = isSilenced(session.hold.value);
  return (
    <ul class="reactions" aria-label={t.message.reactions}>
      {reactions.map(({ emoji, count, users }) => {
        const isOwn = ownId !== undefined && users.includes(ownId);
        const names = reactorNames(users, ownId, session.nameOf, t.people.you);
        const label = t.message.reactedBy(names, count - names.length);
        return (
          <li key={emoji}>
            <button
              type="button"
              class="reaction"
              aria-pressed={isOwn}
              aria-disabled={isFixed}
              aria-label={`${emoji} ${label}`}
              title={label}
              onClick={() => isFixed || session.react(seq, emoji, !isOwn)}
            >
              <span class="emoji" aria-hidden="true">
                {emoji}
              </span>
              <span aria-hidden="true">{count}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
