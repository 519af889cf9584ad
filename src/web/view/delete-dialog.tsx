import { later } from "../i18n/later.ts";
import { Dialog } from "./dialog.tsx";

interface DeleteDialogProps {
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Asks whether a message is to be taken back: that cannot be undone. */
export function DeleteDialog({ onDelete, onClose }: DeleteDialogProps) {
  return (
    <Dialog title={later.message.deleteTitle} shape="card" onClose={onClose}>
      <p>{later.message.deleteHint}</p>
      <div class="actions">
        <button type="button" class="button primary" onClick={onDelete}>
          {later.message.delete}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {later.rename.cancel}
        </button>
      </div>
    </Dialog>
  );
}
