import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { inviteLink, type InviteOptions, Membership } from "../../client/membership.ts";
import type { Invitation } from "../../protocol/records.ts";
import { charter } from "../i18n/charter.ts";
import { later } from "../i18n/later.ts";
import { reasonText } from "../state/problems.ts";
import type { Session } from "../state/session.ts";
import { Choice } from "./choice.tsx";
import { MadeLink } from "./made-link.tsx";

/** What one may be invited to be. */
export type InvitedRole = NonNullable<InviteOptions["role"]>;

interface InviteFormProps {
  readonly session: Session;
  /** What this user may invite to be. */
  readonly roles: readonly InvitedRole[];
  /** The one that was made last, with its code, while it is good. */
  readonly made: Invitation | undefined;
  readonly onMade: (invitation: Invitation) => void;
}

/** Limits that are offered: how long a link is good, s, and for how many people. 0 is none. */
const SECONDS = [3_600, 86_400, 604_800, 0] as const;
const USES = [1, 10, 0] as const;

/** Makes a link that lets people in. */
export function InviteForm({ session, roles, made, onMade }: InviteFormProps) {
  const [wanted, setWanted] = useState<Required<InviteOptions>>({ role: "member", seconds: 604_800, uses: 0 });
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const link = made && inviteLink(location.origin, session.state.value.room, made.code ?? "");
  const touch = (change: InviteOptions) => setWanted({ ...wanted, ...change });

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    if (session.state.peek().status !== "online") return setProblem(later.rename.offline);
    setBusy(true);
    try {
      onMade(await new Membership(session.client).invite(limited(wanted)));
      setProblem(undefined);
    } catch (error) {
      setProblem(reasonText(error));
    }
    setBusy(false);
  };

  return (
    <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
      <div class="terms">
        {roles.length > 1 && (
          <Choice
            label={charter.invites.role}
            value={wanted.role}
            options={roles.map((role) => [role, charter.invites.roles[role]])}
            onValue={(role) => touch({ role })}
          />
        )}
        <Choice
          label={charter.invites.expires}
          value={String(wanted.seconds)}
          options={SECONDS.map((seconds) => [String(seconds), charter.invites.forSeconds[seconds]])}
          onValue={(value) => touch({ seconds: Number(value) })}
        />
        <Choice
          label={charter.invites.uses}
          value={String(wanted.uses)}
          options={USES.map((uses) => [String(uses), charter.invites.forUses[uses]])}
          onValue={(value) => touch({ uses: Number(value) })}
        />
      </div>
      {wanted.role === "owner" && <p class="field-note">{charter.invites.ownerHint}</p>}
      <div class="actions">
        <button type="submit" class="button" aria-busy={isBusy}>
          {charter.invites.make}
        </button>
        {problem !== undefined && (
          <p class="is-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      {link !== undefined && (
        <div class="made">
          <MadeLink key={link} link={link} label={charter.invites.made} said={charter.invites.made} isForOthers />
        </div>
      )}
    </form>
  );
}

function limited({ role, seconds, uses }: Required<InviteOptions>): InviteOptions {
  return { role, ...(seconds > 0 && { seconds }), ...(uses > 0 && { uses }) };
}
