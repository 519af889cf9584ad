import { m } from "../i18n/moderation.ts";
import type { Session } from "../state/session.ts";
import { RoleIcon } from "./icons.tsx";
import { reportsOf } from "./reports.ts";

/** Leads to what moderators look at, and says how much of it waits. */
export function OpenViews({ session }: { readonly session: Session }) {
  const count = reportsOf(session).list.value?.length ?? 0;
  return (
    <button
      type="button"
      class="button open-views"
      aria-haspopup="dialog"
      onClick={() => session.tend({ kind: "views" })}
    >
      <RoleIcon />
      {m.title}
      {count > 0 && (
        <>
          <span class="reports-count" aria-hidden="true">
            {count > 99 ? "99+" : count}
          </span>
          <span class="sr-only"> {m.waiting(count)}</span>
        </>
      )}
    </button>
  );
}
