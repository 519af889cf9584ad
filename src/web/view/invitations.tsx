import { useEffect, useState } from "preact/hooks";
import { Membership } from "../../client/membership.ts";
import { MAY } from "../../protocol/permissions.ts";
import type { Invitation } from "../../protocol/records.ts";
import type { You } from "../../protocol/fields.ts";
import { charter } from "../i18n/charter.ts";
import { isolate } from "../i18n/format.ts";
import { momentText } from "../i18n/moment.ts";
import { reasonText } from "../state/problems.ts";
import type { Session } from "../state/session.ts";
import { useBeginHere } from "./begin-here.ts";
import { type InvitedRole, InviteForm } from "./invite-form.tsx";

const ROLES: readonly InvitedRole[] = ["member", "moderator", "owner"];

interface InvitationsProps {
  readonly session: Session;
  readonly you: You;
  /** The dialog was opened for them: one begins here. */
  readonly isAsked: boolean;
}

/** The links that let people in: those there are, and another one. */
export function Invitations({ session, you, isAsked }: InvitationsProps) {
  const title = useBeginHere(isAsked);
  const [list, setList] = useState<readonly Invitation[]>([]);
  const [made, setMade] = useState<Invitation>();
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean }>();
  const roles = ROLES.filter((role) => MAY.invite(you, role));

  useEffect(() => {
    let isGone = false;
    const members = new Membership(session.client);
    members.invites().then(
      (found) => !isGone && setList(found.toSorted((a, b) => b.at - a.at)),
      () => !isGone && setSaid({ text: charter.invites.failed, isProblem: true }),
    );
    return () => void (isGone = true);
  }, []);

  const add = (invitation: Invitation) => {
    setMade(invitation);
    setList((now) => [invitation, ...now]);
  };
  const revoke = async (invitation: Invitation) => {
    try {
      await new Membership(session.client).uninvite(invitation.invite);
      setList((now) => now.filter(({ invite }) => invite !== invitation.invite));
      // Its link is not to be handed on any more.
      setMade((now) => (now?.invite === invitation.invite ? undefined : now));
      setSaid({ text: charter.invites.revoked, isProblem: false });
      // The button is gone.
      title.current?.focus();
    } catch (error) {
      setSaid({ text: reasonText(error), isProblem: true });
    }
  };

  return (
    <section aria-labelledby="invites-title">
      <h3 ref={title} id="invites-title" tabIndex={-1}>
        {charter.invites.title}
      </h3>
      <p class="field-note">{charter.invites.hint}</p>
      <InviteForm session={session} roles={roles} made={made} onMade={add} />
      {list.length > 0 && (
        <ul class="invitations" aria-label={charter.invites.list}>
          {list.map((invitation) => (
            <li key={invitation.invite}>
              <InvitationLine invitation={invitation} />
              <button
                type="button"
                class="text-button"
                aria-label={charter.invites.revokeIt(textOf(invitation))}
                onClick={() => void revoke(invitation)}
              >
                {charter.invites.revoke}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class={said?.isProblem === true ? "is-problem" : "muted"} role="status">
        {said?.text}
      </p>
    </section>
  );
}

function InvitationLine({ invitation }: { readonly invitation: Invitation }) {
  const [role, ...rest] = partsOf(invitation);
  return (
    <p>
      <strong>{role}</strong> <span class="muted">{rest.join(", ")}</span>
    </p>
  );
}

function partsOf({ role, expires, uses, by, withRoom = false }: Invitation): readonly string[] {
  if (withRoom) return [charter.invites.withRoom];
  return [
    charter.invites.roles[role === "guest" ? "member" : role],
    ...(expires === undefined ? [] : [charter.invites.until(momentText(expires))]),
    ...(uses === undefined ? [] : [charter.invites.left(uses)]),
    charter.invites.by(isolate(by.name)),
  ];
}

function textOf(invitation: Invitation): string {
  return partsOf(invitation).join(", ");
}
