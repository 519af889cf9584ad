import type { TargetedSubmitEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { isWithinCodePoints } from "../../protocol/fields.ts";
import { REASON_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import type { RoomInspection } from "../../protocol/operator.ts";
import { parseRoomName } from "../../protocol/room-name.ts";
import { admin } from "../i18n/admin.ts";
import { isolate } from "../i18n/format.ts";
import { Field } from "../view/field.tsx";
import { useDeletion } from "../view/use-deletion.ts";
import { closeRoom, reasonOf, removeRoom } from "./desk.ts";
import { FormEnd } from "./form-end.tsx";

interface StepProps {
  readonly room: string;
  readonly onBack: () => void;
}

/** A form that takes the place of something else in its dialog: its first field has the focus. */
function useFirstField() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  return form;
}

interface CloseFormProps extends StepProps {
  readonly onDone: (seen: RoomInspection, said: string) => void;
}

/** Closes a room, and says why. */
export function CloseForm({ room, onBack, onDone }: CloseFormProps) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const form = useFirstField();
  const isLong = !isWithinCodePoints(reason.trim(), REASON_MAX_CODE_POINTS);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isLong) return event.currentTarget.querySelector("input")?.focus();
    if (isBusy) return;
    setBusy(true);
    try {
      onDone(await closeRoom(room, reason), admin.close.done);
    } catch (error) {
      setProblem(reasonOf(error));
      setBusy(false);
    }
  };

  return (
    <form ref={form} class="step" onSubmit={(event) => void submit(event)} noValidate>
      <p>{admin.close.hint}</p>
      <Field
        label={admin.close.reason}
        hint={admin.close.reasonHint}
        problem={isLong ? admin.close.reasonLong(REASON_MAX_CODE_POINTS) : problem}
        value={reason}
        onValue={(value) => {
          setReason(value);
          setProblem(undefined);
        }}
        input={{ autocomplete: "off", enterkeyhint: "done" }}
      />
      <FormEnd submit={admin.close.submit} kind="danger" isBusy={isBusy} onBack={onBack} />
    </form>
  );
}

interface RemoveFormProps extends StepProps {
  readonly onDone: () => void;
}

/** Deletes a room, once its name was typed. */
export function RemoveForm({ room, onBack, onDone }: RemoveFormProps) {
  const form = useFirstField();
  const { isBusy, onSubmit, field } = useDeletion({
    isName: (typed) => {
      const name = parseRoomName(typed.trim());
      return name.ok && name.value === room;
    },
    mismatch: admin.remove.mismatch,
    remove: async () => {
      await removeRoom(room);
      onDone();
    },
    reasonOf,
  });

  return (
    <form ref={form} class="step" onSubmit={onSubmit} noValidate>
      <p>{admin.remove.hint}</p>
      <Field
        label={admin.remove.label(isolate(room))}
        {...field}
        input={{ autocomplete: "off", enterkeyhint: "done" }}
      />
      <FormEnd submit={admin.remove.submit} kind="danger" isBusy={isBusy} onBack={onBack} />
    </form>
  );
}
