import type { TargetedSubmitEvent } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import { d } from "../i18n/door.ts";
import { isTouch } from "../state/device.ts";
import { savedName, takeName } from "../state/identity.ts";
import { reasonText } from "../state/problems.ts";
import { enterRoom } from "../state/room-api.ts";
import { NameField } from "./name-field.tsx";

interface PasswordFormProps {
  readonly room: string;
  /** One belongs to the room. */
  readonly onEntered: () => void;
}

/** Asks for a room's password. What was typed stays where it was wrong. */
export function PasswordForm({ room, onEntered }: PasswordFormProps) {
  const id = useId();
  // Whoever belongs to a room has a name there, if they want one.
  const [isAsked] = useState(() => savedName() === undefined);
  const [name, setName] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isShown, setShown] = useState(false);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = field.current?.value ?? "";
    if (isBusy) return;
    if (isAsked && !takeName(name)) return event.currentTarget.querySelector("input")?.focus();
    if (password === "") {
      setProblem(d.noPassword);
      field.current?.focus();
      return;
    }
    setBusy(true);
    try {
      await enterRoom(room, { password });
      onEntered();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
      field.current?.select();
    }
  };

  return (
    <form class="password" onSubmit={(event) => void submit(event)} noValidate>
      {isAsked && <NameField name={name} onName={setName} enterkeyhint="next" autofocus={!isTouch.value} />}
      <div class="field">
        <label for={id}>{d.passwordLabel}</label>
        <div class="password-line">
          <input
            ref={field}
            id={id}
            {...(isShown ? { type: "text" } : { type: "password" })}
            autocomplete="current-password"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="go"
            autofocus={!isAsked && !isTouch.value}
            aria-describedby={`${id}-note`}
            aria-invalid={problem !== undefined}
            onInput={() => setProblem(undefined)}
          />
          <button type="submit" class="button primary" aria-busy={isBusy}>
            {d.enter}
          </button>
        </div>
        <p id={`${id}-note`} class="field-note is-problem" aria-live="polite">
          {problem}
        </p>
      </div>
      <label class="switch show">
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.currentTarget.checked)} />
        {d.show}
      </label>
    </form>
  );
}

function problemOf(error: unknown): string {
  const { code, retryAfter } = error instanceof RoomError ? error : { code: "", retryAfter: undefined };
  if (code === "rate_limited" && retryAfter !== undefined) return d.waitFor(Math.max(1, Math.ceil(retryAfter / 1000)));
  return reasonText(error);
}
