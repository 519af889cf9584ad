import { admin } from "../i18n/admin.ts";

interface FormEndProps {
  /** What the button says that does it. */
  readonly submit: string;
  readonly kind: "primary" | "danger";
  readonly isBusy: boolean;
  readonly onBack: () => void;
}

/** Ends a form: does it, or goes back. */
export function FormEnd({ submit, kind, isBusy, onBack }: FormEndProps) {
  return (
    <div class="actions">
      <button type="submit" class={`button ${kind}`} aria-busy={isBusy}>
        {submit}
      </button>
      <button type="button" class="button" onClick={onBack}>
        {admin.back}
      </button>
    </div>
  );
}
