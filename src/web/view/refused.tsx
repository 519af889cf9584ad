import { later } from "../i18n/later.ts";
import { forgetToken } from "../state/identity.ts";
import { problemText } from "../state/problems.ts";
import type { Session } from "../state/session.ts";

interface RefusedProps {
  readonly session: Session;
  /** Comes in again from the start. */
  readonly onNewVisit: () => void;
}

/** Why one is not let in, and what can be done. Stands where the composer would. */
export function Refused({ session, onNewVisit }: RefusedProps) {
  const { problem } = session.state.value;
  const isUnknown = problem?.code === "unauthorized";
  // Once one is let in there is nothing else that may have gone.
  const isDeleted = problem?.code === "not_found";
  const comeBack = () => {
    if (isUnknown) forgetToken();
    onNewVisit();
  };
  return (
    <section class="refused" role="alert">
      <div>
        <h2>{isDeleted ? later.door.deleted : later.door.refused}</h2>
        {problem && <p>{isDeleted ? later.door.deletedHint : problemText(problem)}</p>}
      </div>
      <div class="actions">
        {problem?.code !== "banned" && (
          <button type="button" class={isDeleted ? "button" : "button primary"} onClick={comeBack}>
            {isUnknown ? later.door.asNewGuest : isDeleted ? later.door.anew : later.door.again}
          </button>
        )}
        <a class={isDeleted ? "button primary" : "button"} href="/">
          {later.door.home}
        </a>
      </div>
    </section>
  );
}
