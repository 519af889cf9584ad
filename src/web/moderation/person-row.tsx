import { isGuest, type User } from "../../protocol/fields.ts";
import { t } from "../i18n/index.ts";
import { tagIn } from "../state/people.ts";
import type { Session } from "../state/session.ts";
import { Avatar, UserName } from "../view/avatar.tsx";
import { RoleBadge } from "./role-badge.tsx";
import { personIn } from "./standing.ts";

interface PersonRowProps {
  readonly session: Session;
  readonly user: User;
  /** Takes the focus, where this is gone by the time that what it opened is closed. */
  readonly onLost: () => void;
}

/** Somebody in the list of people. A press shows what can be done to them; to oneself, where one has something to give up. */
export function PersonRow({ session, user, onLost }: PersonRowProps) {
  const { you, direct } = session.state.value;
  const isOwn = user.id === you?.id;
  const { role } = personIn(session, user);
  const content = (
    <>
      <Avatar user={user} />
      <span class="person-text">
        <UserName user={user} tag={tagIn(user, session.shared.value)} />
        {isOwn && <span class="muted">{t.people.you}</span>}
        {role && <RoleBadge role={role} />}
      </span>
    </>
  );
  // What the room itself has not given nobody gives up here.
  const hasGiven = session.staff.value.has(user.id) || (isGuest(user.id) && role !== "guest");
  // Of two who talk alone nobody is more than the other.
  if (direct || (isOwn && !hasGiven)) {
    return <span class="person">{content}</span>;
  }
  return (
    <button
      type="button"
      class="person"
      aria-haspopup="dialog"
      onClick={({ currentTarget }) =>
        session.tend({ kind: "person", user, near: currentTarget.getBoundingClientRect(), onLost })
      }
    >
      {content}
    </button>
  );
}
