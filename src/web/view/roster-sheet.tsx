import { t } from "../i18n/index.ts";
import type { Session } from "../state/session.ts";
import { Dialog } from "./dialog.tsx";
import { Roster } from "./dialogs.ts";
import { Toast } from "./toast.tsx";

/** The roster in front of the log, where there is no room beside it. */
export function RosterSheet({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  return (
    <Dialog title={t.people.title} shape="sheet" onClose={onClose}>
      <Roster session={session} />
      <Toast />
    </Dialog>
  );
}
