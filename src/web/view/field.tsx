import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  /** What is wrong; takes the place of the hint. Undefined where nothing is. */
  readonly problem: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly prefix?: ComponentChildren;
  readonly input: InputHTMLAttributes<HTMLInputElement>;
}

/** A labelled text field with a line below it that explains it, or what is wrong with it. */
export function Field({ label, hint, problem, value, onValue, prefix, input }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field-box">
        {prefix}
        <input
          {...input}
          id={id}
          type="text"
          dir="auto"
          value={value}
          aria-describedby={`${id}-note`}
          aria-invalid={problem !== undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      </div>
      <p id={`${id}-note`} class={problem === undefined ? "field-note" : "field-note is-problem"} aria-live="polite">
        {problem ?? hint}
      </p>
    </div>
  );
}
