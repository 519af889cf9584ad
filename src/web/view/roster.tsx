import { t } from "../i18n/index.ts";
import type { Session } from "../state/session.ts";
import { Roster } from "./dialogs.ts";
import { CloseIcon } from "./icons.tsx";

/** The roster beside the log, where there is room for it. */
export function RosterPanel({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  return (
    <aside class="panel" aria-labelledby="panel-title" onKeyDown={(event) => event.key === "Escape" && onClose()}>
      <header class="dialog-head">
        <h2 id="panel-title">{t.people.title}</h2>
        <button type="button" class="icon-button" aria-label={t.people.close} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <Roster session={session} />
    </aside>
  );
}
