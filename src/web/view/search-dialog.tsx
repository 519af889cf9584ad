import { useEffect, useRef, useState } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import type { Message } from "../../protocol/events.ts";
import { t } from "../i18n/index.ts";
import { later } from "../i18n/later.ts";
import { problemText } from "../state/problems.ts";
import { sayingOf } from "../state/saying.ts";
import { excerptOf, wordsOf } from "../state/search.ts";
import type { Session } from "../state/session.ts";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { Hit } from "./hit.tsx";

export interface SearchDialogProps {
  readonly session: Session;
  /** What is looked for at once; empty where that is still to be written. */
  readonly wanted: string;
  readonly onClose: () => void;
}

interface Found {
  readonly query: string;
  /** Newest first. */
  readonly messages: readonly Message[];
  readonly more: boolean;
}

/** Looks for messages in the whole room, and leads to them. */
export function SearchDialog({ session, wanted, onClose }: SearchDialogProps) {
  const [query, setQuery] = useState(wanted);
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<string>();
  const asked = useRef(0);

  const search = async (wanted: string, before?: Found) => {
    const ask = ++asked.current;
    const oldest = before?.messages.at(-1)?.seq;
    try {
      const page = oldest === undefined ? {} : { before: oldest };
      const { messages = [], more = false } = await session.client.search(wanted, page);
      // Only the last question's answer counts.
      if (ask !== asked.current) return;
      session.meet(messages.map(({ user }) => user));
      setFound({ query: wanted, messages: [...(before?.messages ?? []), ...messages.toReversed()], more });
      setProblem(undefined);
    } catch (error) {
      if (ask === asked.current) setProblem(error instanceof RoomError ? problemText(error) : t.message.offline);
    }
  };

  useEffect(() => {
    if (wanted !== "") void search(wanted);
  }, []);

  return (
    <Dialog title={t.search.title} shape="sheet" onClose={onClose}>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (query.trim() !== "") void search(query.trim());
        }}
        noValidate
      >
        <Field
          label={later.search.label}
          hint={later.search.hint}
          problem={problem}
          value={query}
          onValue={(value) => {
            setQuery(value);
            setProblem(undefined);
          }}
          input={{ autocomplete: "off", enterkeyhint: "search", autofocus: true }}
        />
      </form>
      <p class="sr-only" role="status">
        {found && later.search.count(found.messages.length, found.more)}
      </p>
      {found?.messages.length === 0 && <p class="muted">{later.search.nothing}</p>}
      {found && (
        <ul class="hits">
          {found.messages.map((message) => (
            <li key={message.seq}>
              <Hit session={session} message={message} onClose={onClose}>
                {excerptOf(sayingOf(message), wordsOf(found.query)).map(({ text, isHit }) =>
                  isHit ? <mark>{text}</mark> : text,
                )}
              </Hit>
            </li>
          ))}
        </ul>
      )}
      {found?.more && (
        <button type="button" class="button" onClick={() => void search(found.query, found)}>
          {later.search.more}
        </button>
      )}
    </Dialog>
  );
}
