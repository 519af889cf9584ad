import type { OutgoingMessage } from "../../client/types.ts";
import { actionOf } from "../../protocol/action.ts";
import type { Message } from "../../protocol/events.ts";
import type { You } from "../../protocol/fields.ts";
import { t } from "../i18n/index.ts";
import { timeOfDay } from "../i18n/time.ts";
import type { Session } from "../state/session.ts";
import { continues } from "../state/timeline.ts";
import { Failure } from "./dialogs.ts";
import { ClockIcon } from "./icons.tsx";
import { Said } from "./said.tsx";

interface OutgoingProps {
  readonly session: Session;
  readonly outgoing: readonly OutgoingMessage[];
  readonly you: You | undefined;
  /** The last message of the log. */
  readonly last: Message | undefined;
}

/** Own messages that are not in the log yet. They look as they will there, so nothing jumps when they arrive. */
export function Outgoing({ session, outgoing, you, last }: OutgoingProps) {
  const first = outgoing[0];
  if (!first) return null;
  const goesOn = you !== undefined && continues(last, { ...first, user: you });
  return (
    <div class={goesOn ? "group is-own goes-on" : "group is-own"} aria-live="off">
      {!goesOn && !actionOf(first.text) && (
        <div class="group-head">
          <time dateTime={new Date(first.at).toISOString()}>{timeOfDay(first.at)}</time>
        </div>
      )}
      <ul class="messages" aria-label={t.outgoing.label}>
        {outgoing.map((message) => (
          <OutgoingView key={message.id} message={message} you={you} session={session} />
        ))}
      </ul>
    </div>
  );
}

interface OutgoingViewProps extends Pick<OutgoingProps, "session" | "you"> {
  readonly message: OutgoingMessage;
}

function OutgoingView({ message, you, session }: OutgoingViewProps) {
  const said = <Said text={message.text} user={you} tag="" />;
  if (message.status === "sending") {
    return (
      <li class="message is-sending" data-message tabIndex={-1}>
        {said}
        <span class="sending">
          <ClockIcon />
          <span class="sr-only">{t.outgoing.sending}</span>
        </span>
      </li>
    );
  }
  return (
    <li class="message is-failed" data-message tabIndex={-1}>
      {said}
      <Failure session={session} message={message} you={you} />
    </li>
  );
}
