import { t } from "../i18n/index.ts";
import { later } from "../i18n/later.ts";
import { labelIn } from "../state/people.ts";
import { sayingOf } from "../state/saying.ts";
import type { Session } from "../state/session.ts";
import { CloseIcon } from "./icons.tsx";

/** Above the field: what is answered or changed, and the way out of it. */
export function ComposingBar({ session, onCancel }: { readonly session: Session; readonly onCancel: () => void }) {
  const composing = session.composing.value;
  if (composing.kind === "new") return null;
  const isEdit = composing.kind === "edit";
  const message = isEdit ? composing.message : composing.to;
  return (
    <div class="composing">
      <p class="composing-text">
        <strong>
          {isEdit ? later.composer.editing : later.composer.replyingTo(labelIn(message.user, session.shared.value))}
        </strong>{" "}
        <span dir="auto">{sayingOf(message)}</span>
      </p>
      <button type="button" class="icon-button" aria-label={t.composer.cancel} onClick={onCancel}>
        <CloseIcon />
      </button>
    </div>
  );
}
