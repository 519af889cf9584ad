import { useLayoutEffect, useMemo } from "preact/hooks";
import { emojiSource } from "../emoji/emoji-source.ts";
import { useShortcodes } from "../emoji/use-shortcodes.ts";
import { c } from "../i18n/commands.ts";
import { noteOf } from "../state/command-note.ts";
import { findCommands } from "../state/command-source.ts";
import type { Option, Source } from "../state/completion.ts";
import { findPeople } from "../state/people-source.ts";
import type { Session } from "../state/session.ts";
import { Avatar } from "./avatar.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { useCommandNote } from "./use-command-note.ts";
import { useOffer } from "./use-offer.ts";

export { obey } from "./page-commands.ts";

const NONE: readonly Option[] = [];
const LIST = "suggestions";
const optionId = (index: number) => `${LIST}-${index}`;

interface CompletionProps {
  readonly session: Session;
  readonly field: HTMLTextAreaElement;
  /** What is in the field. */
  readonly text: string;
}

/**
 * What the word before the caret can be completed to, above the field, and what became of a command, below it. To whoever is
 * read to the field stays a text box: it has lines, which a combobox has not, and so it has no `aria-expanded` either.
 */
export function Completion({ session, field, text }: CompletionProps) {
  const sources = useMemo(() => sourcesOf(session), [session]);
  const { offer, point, take } = useOffer(field, text, sources);
  const { options = NONE, active = 0 } = offer ?? {};
  const note = useCommandNote(session, text);
  useShortcodes(field);
  const isOpen = options.length > 0;
  useLayoutEffect(() => describe(field, "aria-autocomplete", "list"), [field]);
  useLayoutEffect(() => {
    describe(field, "aria-controls", isOpen ? LIST : undefined);
    describe(field, "aria-activedescendant", isOpen ? optionId(active) : undefined);
    if (isOpen) document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
  }, [field, isOpen, active, options]);

  return (
    <>
      {isOpen && (
        // It scrolls: with the focus on it, keys do that, too. The Tab key has another meaning while it is there.
        <ul class="suggestions" id={LIST} role="listbox" aria-label={c.suggestions} tabIndex={0}>
          {options.map((option, index) => (
            <li
              key={option.key}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              // Focus stays in the field, or the keyboard of a phone would close.
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={(event) => event.pointerType === "mouse" && point(index)}
              onClick={() => take(index)}
            >
              <OptionView option={option} />
            </li>
          ))}
        </ul>
      )}
      <p class="sr-only" role="status">
        {isOpen && c.count(options.length)}
      </p>
      <p
        class={note?.isDone === false ? "composer-note command-note is-problem" : "composer-note command-note"}
        aria-live="polite"
      >
        {note?.text}
      </p>
      {note?.isHelp && <HelpDialog you={session.state.peek().you} onClose={() => noteOf(session).set(undefined)} />}
    </>
  );
}

function OptionView({ option: { user, sign, label, usage, hint } }: { readonly option: Option }) {
  return (
    <>
      {user && <Avatar user={user} />}
      {sign !== undefined && (
        <span class="avatar suggestion-sign" aria-hidden="true">
          {sign}
        </span>
      )}
      <span class="suggestion-label">
        <bdi>{label}</bdi>
        {usage !== undefined && <span class="suggestion-usage"> {usage}</span>}
      </span>{" "}
      {hint !== undefined && <span class="suggestion-hint">{hint}</span>}
    </>
  );
}

function sourcesOf({ state, shared, composing }: Session): readonly Source[] {
  return [
    {
      trigger: "/",
      isFirst: true,
      least: 0,
      // Another text for a message is a text, whatever it begins with.
      find: (query) => (composing.peek().kind === "edit" ? [] : findCommands(query, c.commands, state.peek().you)),
    },
    {
      trigger: "@",
      isFirst: false,
      least: 0,
      find(query) {
        const { members, messages, you } = state.peek();
        return findPeople(query, { members, messages, ownId: you?.id, shared: shared.peek() }, c.everybody);
      },
    },
    emojiSource,
  ];
}

function describe(element: Element, attribute: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
}
