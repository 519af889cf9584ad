import { isDirectName } from "../../protocol/direct-name.ts";
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
  // Whose it is does not change: to try again leads nowhere.
  const isOfOthers = problem?.code === "forbidden" && isDirectName(session.state.value.room);
  const comeBack = () => {
    if (isUnknown) forgetToken();
    onNewVisit();
  };
  return (
    <section class="refused" role="alert">
      <div>
        <h2>{isDeleted ? later.door.deleted : isOfOthers ? later.door.direct : later.door.refused}</h2>
        {problem && (
          <p>{isDeleted ? later.door.deletedHint : isOfOthers ? later.door.directHint : problemText(problem)}</p>
        )}
      </div>
      <div class="actions">
        {!isOfOthers && problem?.code !== "banned" && (
          <button type="button" class={isDeleted ? "button" : "button primary"} onClick={comeBack}>
            {isUnknown ? later.door.asNewGuest : isDeleted ? later.door.anew : later.door.again}
          </button>
        )}
        <a class={isDeleted || isOfOthers ? "button primary" : "button"} href="/">
          {later.door.home}
        </a>
      </div>
    </section>
  );
}
