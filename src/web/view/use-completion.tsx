import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import type { Session } from "../state/session.ts";
import { showToast } from "../state/toast.ts";

/** What completes words and carries out commands. It is fetched with the first character that asks for either. */
const load = () => import("./completion.tsx");
/** What asks for completion, or for a command. */
const TRIGGER = /^\/|@|:[\w+]/;

/**
 * Completes what is written in a field, and carries out commands.
 * @param text what is in the field
 * @param onSearch opens the search for some words
 * @returns what is offered, and said of commands: it belongs below the field; and what carries out the line that is written, given
 * what puts another text in its place
 */
export function useCompletion(
  session: Session,
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  onSearch: (query: string) => void,
) {
  const [part, setPart] = useState<Awaited<ReturnType<typeof load>>>();
  useEffect(() => {
    // Where that fails, the next key tries again.
    if (!part && TRIGGER.test(text)) load().then(setPart, () => {});
  }, [text]);

  return [
    part && <part.Completion session={session} field={field.current!} text={text} />,
    (write: (text: string) => void) =>
      load().then(
        (part) => part.obey(text, field, session, onSearch, write),
        () => showToast(t.message.offline),
      ),
  ] as const;
}
