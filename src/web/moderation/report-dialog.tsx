import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { isWithinCodePoints } from "../../protocol/fields.ts";
import type { Message } from "../../protocol/events.ts";
import { REASON_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { m } from "../i18n/moderation.ts";
import { tagIn } from "../state/people.ts";
import { sayingOf } from "../state/saying.ts";
import type { Session } from "../state/session.ts";
import { showToast } from "../state/toast.ts";
import { UserName } from "../view/avatar.tsx";
import { Dialog } from "../view/dialog.tsx";
import { Field } from "../view/field.tsx";
import { FormActions } from "../view/form-actions.tsx";
import { deskOf } from "./desk.ts";
import { whyNot } from "./why-not.ts";

interface ReportDialogProps {
  readonly session: Session;
  readonly message: Message;
  readonly onClose: () => void;
}

/** Tells those who look after the room that a message is wrong. */
export function ReportDialog({ session, message, onClose }: ReportDialogProps) {
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isLong = !isWithinCodePoints(reason.trim(), REASON_MAX_CODE_POINTS);

  const act = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy || isLong) return;
    setBusy(true);
    try {
      await deskOf(session).report(message.seq, reason.trim());
      onClose();
      showToast(m.report.done);
    } catch (error) {
      setRefusal(whyNot(error));
      setBusy(false);
    }
  };

  return (
    <Dialog title={m.report.title} shape="card" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void act(event)} noValidate>
        <blockquote class="cited">
          <UserName user={message.user} tag={tagIn(message.user, session.shared.value)} />
          <p class="hit-text" dir="auto">
            {sayingOf(message)}
          </p>
        </blockquote>
        <p class="muted">{m.report.hint}</p>
        <Field
          label={m.report.reason}
          hint={m.report.reasonHint}
          problem={isLong ? m.reasonLong(REASON_MAX_CODE_POINTS) : refusal}
          value={reason}
          onValue={(value) => {
            setReason(value);
            setRefusal(undefined);
          }}
          input={{ autocomplete: "off", enterkeyhint: "done", autofocus: true }}
        />
        <FormActions submit={m.report.submit} kind="danger" isBusy={isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
