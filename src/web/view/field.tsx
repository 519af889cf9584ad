import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  /** What is wrong; takes the place of the hint. Undefined where nothing is. */
  readonly problem: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly input: {
    readonly name?: string;
    readonly autocomplete: "off" | "nickname";
    readonly placeholder?: string;
    readonly inputmode?: "numeric";
    readonly enterkeyhint: "go" | "next" | "done" | "search";
    readonly autofocus?: boolean;
  };
}

/** Nobody types more; it keeps what is pasted by mistake from being checked letter by letter. Code units. */
const RAW_MAX = 1_024;

/** A labelled text field with a line below it that explains it, or what is wrong with it. */
export function Field({ label, hint, problem, value, onValue, input }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field-box">
        <input
          {...input}
          id={id}
          type="text"
          dir="auto"
          spellcheck={false}
          autocapitalize="none"
          maxLength={RAW_MAX}
          value={value}
          aria-describedby={`${id}-note`}
          aria-invalid={problem !== undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      </div>
      <p id={`${id}-note`} class={problem === undefined ? "field-note" : "field-note is-problem"}>
        {/* Only what is wrong is read out while one types. */}
        <span aria-live="polite">{problem}</span>
        {problem === undefined && hint}
      </p>
    </div>
  );
}
