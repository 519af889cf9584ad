import type { TargetedSubmitEvent } from "preact";
import { useId, useState } from "preact/hooks";
import { isWithinCodePoints, type User } from "../../protocol/fields.ts";
import { REASON_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { isolate } from "../i18n/format.ts";
import { m } from "../i18n/moderation.ts";
import { labelIn } from "../state/people.ts";
import type { Session } from "../state/session.ts";
import { Field } from "../view/field.tsx";
import { FormActions } from "../view/form-actions.tsx";
import { deskOf } from "./desk.ts";
import { durationText, SPANS, USUAL_SPAN } from "./duration.ts";
import { whyNot } from "./why-not.ts";

type Kind = "mute" | "kick" | "ban" | "purge";

interface SanctionFormProps {
  readonly session: Session;
  readonly user: User;
  readonly kind: Kind;
  readonly onCancel: () => void;
  /** It is done, with what there is to say of it. */
  readonly onDone: (text: string) => void;
}

/** Asks for how long, and why, and does it. */
export function SanctionForm({ session, user, kind, onCancel, onDone }: SanctionFormProps) {
  const [seconds, setSeconds] = useState<number | undefined>(USUAL_SPAN);
  const [reason, setReason] = useState("");
  const [isPurged, setPurged] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const { hint, submit, done } = m.ask[kind];
  const problemOfReason = isWithinCodePoints(reason.trim(), REASON_MAX_CODE_POINTS)
    ? undefined
    : m.reasonLong(REASON_MAX_CODE_POINTS);

  const act = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy || problemOfReason !== undefined) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await impose(session, user.id, kind, { seconds, reason: reason.trim() });
      if (kind === "ban" && isPurged) await impose(session, user.id, "purge", {});
      onDone(done(isolate(labelIn(user, session.shared.value))));
    } catch (error) {
      setProblem(whyNot(error));
      setBusy(false);
    }
  };

  return (
    <form class="stack" onSubmit={(event) => void act(event)} noValidate>
      <p class="muted">{hint}</p>
      {kind !== "kick" && <SpanChoice kind={kind} seconds={seconds} onChoose={setSeconds} />}
      {kind !== "purge" && (
        <Field
          label={m.reason}
          hint={m.reasonHint}
          problem={problemOfReason}
          value={reason}
          onValue={setReason}
          input={{ autocomplete: "off", enterkeyhint: "done" }}
        />
      )}
      {kind === "ban" && (
        <label class="switch">
          <input type="checkbox" checked={isPurged} onChange={(event) => setPurged(event.currentTarget.checked)} />
          {m.alsoPurge}
        </label>
      )}
      {problem !== undefined && (
        <p class="is-problem" role="alert">
          {problem}
        </p>
      )}
      <FormActions submit={submit} kind="danger" isBusy={isBusy} onClose={onCancel} />
    </form>
  );
}

interface SpanChoiceProps {
  readonly kind: Kind;
  readonly seconds: number | undefined;
  readonly onChoose: (seconds: number | undefined) => void;
}

function SpanChoice({ kind, seconds, onChoose }: SpanChoiceProps) {
  const id = useId();
  const language = document.documentElement.lang;
  const isPurge = kind === "purge";
  return (
    <div class="field">
      <label for={id}>{isPurge ? m.howFarBack : m.howLong}</label>
      <select
        id={id}
        data-first
        value={seconds ?? ""}
        onChange={({ currentTarget: { value } }) => onChoose(value === "" ? undefined : Number(value))}
      >
        {SPANS.map((span) => (
          <option key={span} value={span ?? ""}>
            {span === undefined ? (isPurge ? m.everything : m.forGood) : durationText(span, language)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface Terms {
  readonly seconds?: number | undefined;
  readonly reason?: string;
}

/** Does it. @throws RoomError where it is refused */
async function impose(session: Session, user: string, kind: Kind, { seconds, reason = "" }: Terms): Promise<void> {
  const desk = deskOf(session);
  switch (kind) {
    case "mute":
      return void (await desk.mute(user, { seconds, reason }));
    case "ban":
      return void (await desk.ban(user, { seconds, reason }));
    case "kick":
      return void (await desk.kick(user, reason));
    case "purge":
      return void (await desk.purge(user, seconds));
  }
}
