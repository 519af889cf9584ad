import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import type { Settings } from "../../protocol/settings.ts";
import { charter } from "../i18n/charter.ts";
import { later } from "../i18n/later.ts";
import { changeOf, type CharterDraft, formOf, problemsOf } from "../state/charter-draft.ts";
import { reasonText } from "../state/problems.ts";
import type { Session } from "../state/session.ts";
import { titleProblemText, topicProblemText } from "./charter-texts.ts";
import { Field } from "./field.tsx";
import { AmountField, DoorSettings, TalkSettings } from "./settings-parts.tsx";

interface RoomSettingsProps {
  readonly session: Session;
  readonly settings: Settings;
  /** The settings that this user may change. */
  readonly own: readonly (keyof Settings)[];
}

/** Changes settings. What nobody touched here follows what others change meanwhile. */
export function RoomSettings({ session, settings, own }: RoomSettingsProps) {
  const [draft, setDraft] = useState<CharterDraft>({});
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean }>();
  const [isBusy, setBusy] = useState(false);
  const form = formOf(settings, draft);
  const problems = problemsOf(draft);
  const touch = (change: CharterDraft) => {
    setDraft({ ...draft, ...change });
    setSaid(undefined);
  };
  const may = (name: keyof Settings) => own.includes(name);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    if (Object.keys(problems).length > 0) {
      event.currentTarget.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
      return;
    }
    const change = changeOf(settings, draft);
    if (!change) return setSaid({ text: charter.settings.unchanged, isProblem: false });
    if (session.state.peek().status !== "online") return setSaid({ text: later.rename.offline, isProblem: true });
    setBusy(true);
    try {
      await session.client.configure(change.settings, change.password);
      // What was typed since is not saved yet.
      setDraft((now) => (now === draft ? {} : now));
      setSaid({ text: charter.settings.saved, isProblem: false });
    } catch (error) {
      setSaid({ text: reasonText(error), isProblem: true });
    }
    setBusy(false);
  };

  const part = { settings, form, problems, may, touch };

  return (
    <form class="stack" aria-labelledby="settings-title" onSubmit={(event) => void submit(event)} noValidate>
      <h3 id="settings-title">{charter.settings.title}</h3>
      {may("title") && (
        <Field
          label={charter.settings.name}
          hint={charter.settings.nameHint}
          problem={titleProblemText(problems.title)}
          value={form.title}
          onValue={(title) => touch({ title })}
          input={{ autocomplete: "off", enterkeyhint: "done" }}
        />
      )}
      {may("topic") && (
        <Field
          label={charter.settings.topic}
          hint={charter.settings.topicHint}
          problem={topicProblemText(form.topic)}
          value={form.topic}
          onValue={(topic) => touch({ topic })}
          input={{ autocomplete: "off", enterkeyhint: "done" }}
        />
      )}
      <DoorSettings {...part} />
      <TalkSettings {...part} />
      {may("keepDays") && (
        <fieldset aria-describedby="keep-hint">
          <legend>{charter.settings.keep}</legend>
          <p id="keep-hint" class="field-note">
            {charter.settings.keepHint}
          </p>
          <AmountField {...part} name="keepDays" label={charter.settings.keepDays} />
          <AmountField
            {...part}
            name="keepMessages"
            label={charter.settings.keepMessages}
            hint={charter.settings.keepMessagesHint}
          />
        </fieldset>
      )}
      <div class="actions">
        <button type="submit" class="button primary" aria-busy={isBusy}>
          {charter.settings.save}
        </button>
        <p class={said?.isProblem === true ? "is-problem" : "muted"} role="status">
          {said?.text}
        </p>
      </div>
    </form>
  );
}
