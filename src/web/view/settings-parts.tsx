import type { Settings } from "../../protocol/settings.ts";
import { charter } from "../i18n/charter.ts";
import type { Amount, CharterDraft, CharterForm, CharterProblem } from "../state/charter-draft.ts";
import { amountProblemText, originsProblemText, passwordProblemText } from "./charter-texts.ts";
import { Choice, Switch } from "./choice.tsx";
import { Field } from "./field.tsx";
import { SLOW_MODES } from "./slow-modes.ts";

/** What each part of the settings' form works with. */
export interface SettingsPartProps {
  readonly settings: Settings;
  readonly form: CharterForm;
  readonly problems: Partial<Record<keyof Settings, CharterProblem>>;
  readonly may: (name: keyof Settings) => boolean;
  readonly touch: (change: CharterDraft) => void;
}

interface AmountFieldProps extends SettingsPartProps {
  readonly name: Amount;
  readonly label: string;
  readonly hint?: string;
}

export function AmountField({ name, label, hint = "", form, problems, touch }: AmountFieldProps) {
  return (
    <Field
      label={label}
      hint={hint}
      problem={amountProblemText(name, problems[name])}
      value={form[name]}
      onValue={(value) => touch({ [name]: value })}
      input={{ autocomplete: "off", enterkeyhint: "done", inputmode: "numeric" }}
    />
  );
}

/** Who comes in. A moderator locks the room; all else is the owner's. */
export function DoorSettings(props: SettingsPartProps) {
  const { settings, form, problems, may, touch } = props;
  const { visibility, locked } = form;
  return (
    <fieldset class="wide">
      <legend>{charter.settings.door}</legend>
      {may("visibility") && (
        <Choice
          label={charter.settings.visibility}
          hint={charter.settings.visibilityHint[visibility]}
          value={visibility}
          options={(["public", "unlisted", "private"] as const).map((one) => [one, charter.about.visibility[one]])}
          onValue={(value) => touch({ visibility: value })}
        />
      )}
      {may("password") && (
        <div>
          <Field
            label={settings.password ? charter.settings.newPassword : charter.settings.password}
            hint={settings.password ? charter.settings.newPasswordHint : charter.settings.passwordHint}
            problem={passwordProblemText(problems.password)}
            value={form.password}
            onValue={(password) => touch({ password, isPasswordOver: false })}
            input={{ autocomplete: "off", enterkeyhint: "done" }}
          />
          {settings.password && (
            <Switch
              label={charter.settings.noPassword}
              isOn={form.isPasswordOver}
              onChange={(isPasswordOver) => touch({ isPasswordOver, ...(isPasswordOver && { password: "" }) })}
            />
          )}
        </div>
      )}
      {may("locked") && (
        <Switch label={charter.settings.locked} isOn={locked} onChange={(isOn) => touch({ locked: isOn })} />
      )}
      {may("maxMembers") && (
        <AmountField {...props} name="maxMembers" label={charter.settings.maxMembers} hint={charter.settings.noLimit} />
      )}
      {may("allowedOrigins") && (
        <Field
          label={charter.settings.origins}
          hint={charter.settings.originsHint}
          problem={originsProblemText(problems.allowedOrigins)}
          value={form.allowedOrigins}
          onValue={(allowedOrigins) => touch({ allowedOrigins })}
          input={{ autocomplete: "off", enterkeyhint: "done", placeholder: "https://example.org" }}
        />
      )}
    </fieldset>
  );
}

/** Who writes, and how much. */
export function TalkSettings({ settings, form, may, touch }: SettingsPartProps) {
  const { write, slowMode, mentionAll, seenBy } = form;
  const pauses = SLOW_MODES.includes(settings.slowMode) ? SLOW_MODES : [...SLOW_MODES, settings.slowMode];
  return (
    <fieldset class="wide">
      <legend>{charter.settings.talk}</legend>
      {may("write") && (
        <Choice
          label={charter.settings.write}
          value={write}
          options={(["everyone", "members", "moderators"] as const).map((one) => [one, charter.about.write[one]])}
          onValue={(value) => touch({ write: value })}
        />
      )}
      {may("slowMode") && (
        <Choice
          label={charter.settings.slowMode}
          hint={charter.settings.slowModeHint}
          value={String(slowMode)}
          options={pauses.map((seconds) => [String(seconds), charter.about.pause(seconds)])}
          onValue={(value) => touch({ slowMode: Number(value) })}
        />
      )}
      <div>
        {may("mentionAll") && (
          <Switch
            label={charter.settings.mentionAll}
            isOn={mentionAll === "everyone"}
            onChange={(isOn) => touch({ mentionAll: isOn ? "everyone" : "moderators" })}
          />
        )}
        {may("seenBy") && (
          <Switch label={charter.settings.seenBy} isOn={seenBy} onChange={(isOn) => touch({ seenBy: isOn })} />
        )}
      </div>
    </fieldset>
  );
}
