import { later } from "../i18n/later.ts";

interface FormActionsProps {
  /** What the button says that does it. */
  readonly submit: string;
  readonly kind: "primary" | "danger";
  readonly isBusy: boolean;
  readonly onClose: () => void;
}

/** Ends a dialog's form: does it, or leaves it. */
export function FormActions({ submit, kind, isBusy, onClose }: FormActionsProps) {
  return (
    <div class="actions">
      <button type="submit" class={`button ${kind}`} aria-busy={isBusy}>
        {submit}
      </button>
      <button type="button" class="button" onClick={onClose}>
        {later.rename.cancel}
      </button>
    </div>
  );
}
