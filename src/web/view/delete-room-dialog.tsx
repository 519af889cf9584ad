import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { isolate } from "../i18n/format.ts";
import { charter } from "../i18n/charter.ts";
import { reasonText } from "../state/problems.ts";
import { forgetRoom } from "../state/recent-rooms.ts";
import { deleteRoom } from "../state/room-api.ts";
import { parseRoomInput } from "../state/room-input.ts";
import type { Session } from "../state/session.ts";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { FormActions } from "./form-actions.tsx";
import "./about-styles.ts";

/** Deletes the room, once its name was typed. That the room is gone is told by the room itself, as to everybody in it. */
export function DeleteRoomDialog({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const { room } = session.state.value;
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const target = parseRoomInput(typed, location.origin);
    if (target.kind !== "room" || target.room !== room) {
      event.currentTarget.querySelector("input")?.focus();
      return setProblem(charter.delete.mismatch);
    }
    if (isBusy) return;
    setBusy(true);
    try {
      await deleteRoom(room);
      forgetRoom(room);
      onClose();
    } catch (error) {
      setProblem(reasonText(error));
    }
    setBusy(false);
  };

  return (
    <Dialog title={charter.delete.title} shape="card" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
        <p>{charter.delete.hint}</p>
        <Field
          label={charter.delete.label(isolate(room))}
          hint=""
          problem={problem}
          value={typed}
          onValue={(value) => {
            setTyped(value);
            setProblem(undefined);
          }}
          input={{ autocomplete: "off", enterkeyhint: "done", autofocus: true }}
        />
        <FormActions submit={charter.delete.submit} kind="danger" isBusy={isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
