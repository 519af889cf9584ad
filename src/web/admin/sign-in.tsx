import type { TargetedSubmitEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { admin } from "../i18n/admin.ts";
import { Mark } from "../view/icons.tsx";
import { reasonOf, signIn } from "./desk.ts";

/** Asks for the operator's secret. */
export function SignIn() {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const why = typed.trim() === "" ? admin.door.empty : await signIn(typed.trim()).then(() => undefined, reasonOf);
    setBusy(false);
    setProblem(why);
    if (why !== undefined) field.current?.focus();
  };

  return (
    <main class="notice-page">
      <form class="notice" onSubmit={(event) => void submit(event)} noValidate>
        <Mark />
        <h1>{admin.door.heading}</h1>
        <p class="muted">{admin.door.hint}</p>
        {/* For what keeps passwords: it wants to know whose this is. */}
        <input type="text" name="username" autocomplete="username" value="operator" readOnly hidden />
        <div class="field">
          <label for="secret">{admin.door.secret}</label>
          <input
            ref={field}
            id="secret"
            type="password"
            name="password"
            autocomplete="current-password"
            value={typed}
            aria-describedby="secret-note"
            aria-invalid={problem !== undefined}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
          <p id="secret-note" class={problem === undefined ? "field-note" : "field-note is-problem"}>
            <span aria-live="polite">{problem}</span>
            {problem === undefined && admin.door.secretHint}
          </p>
        </div>
        <button type="submit" class="button primary" aria-busy={isBusy}>
          {admin.door.submit}
        </button>
      </form>
    </main>
  );
}
