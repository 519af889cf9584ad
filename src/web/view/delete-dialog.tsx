import { t } from "../i18n/index.ts";
import { Dialog } from "./dialog.tsx";

interface DeleteDialogProps {
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Asks whether a message is to be taken back: that cannot be undone. */
export function DeleteDialog({ onDelete, onClose }: DeleteDialogProps) {
  return (
    <Dialog title={t.message.deleteTitle} shape="card" onClose={onClose}>
      <p>{t.message.deleteHint}</p>
      <div class="actions">
        <button type="button" class="button primary" onClick={onDelete}>
          {t.message.delete}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {t.rename.cancel}
        </button>
      </div>
    </Dialog>
  );
}
