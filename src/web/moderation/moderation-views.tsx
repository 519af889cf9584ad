import { useRef, useState } from "preact/hooks";
import { m } from "../i18n/moderation.ts";
import type { Session } from "../state/session.ts";
import { Dialog } from "../view/dialog.tsx";
import { AuditView } from "./audit-view.tsx";
import { FilterView } from "./filter-view.tsx";
import { ReportsView } from "./reports-view.tsx";
import { SanctionsView } from "./sanctions-view.tsx";
import { VIEWS, ViewTabs, type View, viewId } from "./view-tabs.tsx";

const PARTS = { reports: ReportsView, sanctions: SanctionsView, audit: AuditView, filter: FilterView } as const;

interface ModerationViewsProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** What moderators look at: what is reported, who is muted or banned, what was done, and which words are filtered. */
export function ModerationViews({ session, onClose }: ModerationViewsProps) {
  const [view, setView] = useState<View>(VIEWS[0]);
  const panel = useRef<HTMLDivElement>(null);
  const Part = PARTS[view];
  return (
    <Dialog title={m.title} shape="sheet" onClose={onClose}>
      <ViewTabs chosen={view} onChoose={setView} />
      <div ref={panel} id="moderation-view" class="view" role="tabpanel" tabIndex={-1} aria-labelledby={viewId(view)}>
        {/* Where the button that was pressed goes away with what it was for, the focus stays in here. */}
        <Part key={view} session={session} onLost={() => panel.current?.focus()} onLeave={onClose} />
      </div>
    </Dialog>
  );
}
