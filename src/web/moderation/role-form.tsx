import type { TargetedSubmitEvent } from "preact";
import { useId, useState } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import type { Role, User } from "../../protocol/fields.ts";
import { MAY, ROLES } from "../../protocol/permissions.ts";
import { isolate } from "../i18n/format.ts";
import { later } from "../i18n/later.ts";
import { m } from "../i18n/moderation.ts";
import { labelIn } from "../state/people.ts";
import type { Session } from "../state/session.ts";
import { FormActions } from "../view/form-actions.tsx";
import { personIn } from "./standing.ts";
import { whyNot } from "./why-not.ts";

interface RoleFormProps {
  readonly session: Session;
  readonly user: User;
  readonly onCancel: () => void;
  /** It is done, with what there is to say of it. */
  readonly onDone: (text: string) => void;
}

/** What somebody is to be in the room: each of what one may make them, with what that means. */
export function RoleForm({ session, user, onCancel, onDone }: RoleFormProps) {
  const { you, settings } = session.state.value;
  const whom = personIn(session, user);
  const [role, setRole] = useState(whom.role);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const group = useId();
  if (!you) return null;
  const isClosed = settings.visibility === "private" || settings.locked || settings.password;
  const choices = ROLES.filter(
    (to) => to === whom.role || MAY.setRole(you, { id: user.id, role: whom.role ?? "guest" }, to),
  );

  const act = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    if (role === undefined || role === whom.role) return onCancel();
    setBusy(true);
    setProblem(undefined);
    try {
      await session.client.command({ type: "role", user: user.id, role });
      onDone(m.role.done(isolate(labelIn(user, session.shared.value))));
    } catch (error) {
      const isForbidden = error instanceof RoomError && error.code === "forbidden";
      setProblem(!isForbidden ? whyNot(error) : isLastOwner(session, user) ? m.role.lastOwner : m.role.refused);
      setBusy(false);
    }
  };

  return (
    <form class="stack" onSubmit={(event) => void act(event)}>
      <div class="choices" role="radiogroup" aria-label={m.role.title(isolate(user.name))}>
        {choices.map((to) => (
          <Choice
            key={to}
            role={to}
            hint={to === "guest" && isClosed ? m.role.guestLeaves : m.role.hints[to]}
            group={group}
            isFirst={to === (role ?? choices[0])}
            isChosen={to === role}
            onChoose={() => setRole(to)}
          />
        ))}
      </div>
      {problem !== undefined && (
        <p class="is-problem" role="alert">
          {problem}
        </p>
      )}
      <FormActions submit={m.role.save} kind="primary" isBusy={isBusy} onClose={onCancel} />
    </form>
  );
}

/** Whether this is oneself, and the room's only owner of those whom it made that. */
function isLastOwner(session: Session, { id }: User): boolean {
  const owners = [...session.staff.value].filter(([, role]) => role === "owner");
  return id === session.state.value.you?.id && owners.length === 1 && owners[0]?.[0] === id;
}

interface ChoiceProps {
  readonly role: Role;
  /** What that means. */
  readonly hint: string;
  readonly group: string;
  /** It has the focus to begin with. */
  readonly isFirst: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ role, hint, group, isFirst, isChosen, onChoose }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="radio" name={group} data-first={isFirst || undefined} checked={isChosen} onChange={onChoose} />
      <span>
        <strong>{later.roles[role]}</strong>
        <span class="field-note">{hint}</span>
      </span>
    </label>
  );
}
