import { useComputed } from "@preact/signals";
import { actionOf } from "../../protocol/action.ts";
import { t } from "../i18n/index.ts";
import { findMessage } from "../state/held.ts";
import { plainText } from "../state/markdown.ts";
import { labelIn } from "../state/people.ts";
import type { Session } from "../state/session.ts";

interface QuoteProps {
  readonly session: Session;
  /** The `seq` of the message that is answered. */
  readonly seq: number;
}

/** The line of a message that another one answers. A press goes there, wherever it is. */
export function Quote({ session, seq }: QuoteProps) {
  const message = useComputed(
    () => findMessage(session.state.value.messages, seq) ?? session.held.ask(seq).value,
  ).value;
  return (
    <button type="button" class="quote" onClick={() => void session.reveal(seq)}>
      <span class="sr-only">{t.message.inReplyTo} </span>
      {message && <bdi class="quote-name">{labelIn(message.user, session.shared.value)}</bdi>}{" "}
      <span class="quote-text" dir="auto">
        {message === undefined
          ? t.message.elsewhere
          : message.deleted === undefined
            ? plainText(actionOf(message.text) ?? message.text)
            : t.message.deleted}
      </span>
    </button>
  );
}
