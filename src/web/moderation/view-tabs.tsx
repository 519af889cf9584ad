import { m } from "../i18n/moderation.ts";
import type { Session } from "../state/session.ts";
import { tabAt } from "../view/tab-keys.ts";

/** What there is to look at, in the order of the tabs. */
export const VIEWS = ["reports", "sanctions", "audit", "filter"] as const;
export type View = (typeof VIEWS)[number];

export const viewId = (view: View) => `moderation-${view}`;

/** What each view is given. */
export interface ViewProps {
  readonly session: Session;
  /** Takes the focus, where what had it is gone. */
  readonly onLost: () => void;
  /** All of it is closed. */
  readonly onLeave: () => void;
}

interface ViewTabsProps {
  readonly chosen: View;
  readonly onChoose: (view: View) => void;
}

/** Leads from one view to another. The arrow keys go from one to the next. */
export function ViewTabs({ chosen, onChoose }: ViewTabsProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const isMirrored = (event.currentTarget as Element).matches(":dir(rtl)");
    const index = tabAt(VIEWS.indexOf(chosen), VIEWS.length, event.key, isMirrored);
    const next = index === undefined ? undefined : VIEWS[index];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    document.getElementById(viewId(next))?.focus();
  };
  return (
    <div class="view-tabs" role="tablist" aria-label={m.title} onKeyDown={onKeyDown}>
      {VIEWS.map((view) => (
        <button
          key={view}
          id={viewId(view)}
          type="button"
          role="tab"
          aria-selected={view === chosen}
          aria-controls="moderation-view"
          tabIndex={view === chosen ? 0 : -1}
          onClick={() => onChoose(view)}
        >
          {m.tabs[view]}
        </button>
      ))}
    </div>
  );
}
