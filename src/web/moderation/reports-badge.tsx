import { useEffect } from "preact/hooks";
import { may } from "../../protocol/permissions.ts";
import { m } from "../i18n/moderation.ts";
import type { Session } from "../state/session.ts";
import { reportsOf } from "./reports.ts";
import "./people-styles.ts";

/** How many reports wait, beside what leads to the people, for whoever looks after the room. */
export function ReportsBadge({ session }: { readonly session: Session }) {
  const { you } = session.state.value;
  const isAsked = you !== undefined && may(you, "reports");
  const reports = reportsOf(session);
  useEffect(() => {
    // Where it fails, it is asked again by the next welcome, or by whoever looks.
    reports.refresh().catch(() => {});
  }, [isAsked]);
  const count = isAsked ? (reports.list.value?.length ?? 0) : 0;
  return (
    <span class="reports-badge" role="status">
      {count > 0 && (
        <>
          <span class="reports-count" aria-hidden="true">
            {count > 99 ? "99+" : count}
          </span>
          <span class="sr-only">{m.waiting(count)}</span>
        </>
      )}
    </span>
  );
}
