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
import { useDeletion } from "./use-deletion.ts";
import "./about-styles.ts";

/** Deletes the room, once its name was typed. That the room is gone is told by the room itself, as to everybody in it. */
export function DeleteRoomDialog({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const { room } = session.state.value;
  const { isBusy, onSubmit, field } = useDeletion({
    isName: (typed) => {
      const target = parseRoomInput(typed, location.origin);
      return target.kind === "room" && target.room === room;
    },
    mismatch: charter.delete.mismatch,
    remove: async () => {
      await deleteRoom(room);
      forgetRoom(room);
      onClose();
    },
    reasonOf: reasonText,
  });

  return (
    <Dialog title={charter.delete.title} shape="card" onClose={onClose}>
      <form class="stack" onSubmit={onSubmit} noValidate>
        <p>{charter.delete.hint}</p>
        <Field
          label={charter.delete.label(isolate(room))}
          {...field}
          input={{ autocomplete: "off", enterkeyhint: "done", autofocus: true }}
        />
        <FormActions submit={charter.delete.submit} kind="danger" isBusy={isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
