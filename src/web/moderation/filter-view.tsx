import type { TargetedSubmitEvent } from "preact";
import { useId, useState } from "preact/hooks";
import { m } from "../i18n/moderation.ts";
import { AskedView } from "./asked-view.tsx";
import { deskOf } from "./desk.ts";
import { useAsked } from "./use-asked.ts";
import type { ViewProps } from "./view-tabs.tsx";
import { whyNot } from "./why-not.ts";
import { problemOf, wordsIn } from "./words.ts";

/** The words that are hidden wherever somebody writes them, a line each. */
export function FilterView({ session }: ViewProps) {
  const [text, setText] = useState<string>();
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean }>();
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  const asked = useAsked(session, async () => {
    const words = await deskOf(session).words();
    // What is being written is not taken away.
    setText((now) => now ?? words.join("\n"));
  });

  const save = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const words = wordsIn(text ?? "");
    const problem = problemOf(words);
    if (problem !== undefined) return setSaid({ text: problem, isProblem: true });
    setBusy(true);
    try {
      await deskOf(session).setWords(words);
      setSaid({ text: m.filter.saved, isProblem: false });
    } catch (error) {
      setSaid({ text: whyNot(error), isProblem: true });
    }
    setBusy(false);
  };

  return (
    <AskedView asked={asked}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <div class="field">
          <label for={id}>{m.filter.label}</label>
          <textarea
            id={id}
            class="words"
            rows={10}
            dir="auto"
            spellcheck={false}
            autocapitalize="none"
            aria-describedby={`${id}-note`}
            value={text ?? ""}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setSaid(undefined);
            }}
          />
          <p id={`${id}-note`} class="field-note">
            {m.filter.hint}
          </p>
        </div>
        <div class="actions">
          <button type="submit" class="button primary" aria-busy={isBusy}>
            {m.filter.save}
          </button>
          <p class={said?.isProblem === true ? "is-problem" : "muted"} role="status">
            {said?.text}
          </p>
        </div>
      </form>
    </AskedView>
  );
}
