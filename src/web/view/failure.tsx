import type { OutgoingMessage } from "../../client/types.ts";
import type { You } from "../../protocol/fields.ts";
import { later } from "../i18n/later.ts";
import { problemText } from "../state/problems.ts";
import type { Session } from "../state/session.ts";
import { focusComposer } from "./focus.ts";

interface FailureProps {
  readonly session: Session;
  readonly message: OutgoingMessage;
  readonly you: You | undefined;
}

/** Why a message was not taken, and what can be done with it. */
export function Failure({ session, message, you }: FailureProps) {
  // The buttons go away, and the focus with them.
  const resolve = ({ currentTarget }: { readonly currentTarget: Element }, action: (id: string) => void) => {
    focusComposer(currentTarget);
    action(message.id);
  };
  return (
    <div class="failure">
      <p role="alert">{later.outgoing.failed(reasonOf(message, you))}</p>
      <div>
        <button type="button" class="text-button" onClick={(event) => resolve(event, (id) => session.client.retry(id))}>
          {later.outgoing.retry}
        </button>
        <button
          type="button"
          class="text-button"
          onClick={(event) => resolve(event, (id) => session.client.discard(id))}
        >
          {later.outgoing.discard}
        </button>
      </div>
    </div>
  );
}

function reasonOf({ problem, by }: OutgoingMessage, you: You | undefined): string {
  if (problem?.code === "unauthorized" && you && by !== undefined && by !== you.id) return later.outgoing.byAnother;
  return problem ? problemText(problem) : "";
}
