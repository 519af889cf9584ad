import { l } from "../i18n/lobby.ts";
import { Field } from "./field.tsx";
import { nameProblemText } from "./input-problems.ts";

interface NameFieldProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly enterkeyhint: "go" | "next";
  readonly autofocus?: boolean;
}

/** Asks what somebody wants to be called. Who leaves it empty comes as a guest. */
export function NameField({ name, onName, ...input }: NameFieldProps) {
  return (
    <Field
      label={l.name}
      hint={l.nameHint}
      problem={nameProblemText(name, true)}
      value={name}
      onValue={onName}
      input={{ name: "name", autocomplete: "nickname", ...input }}
    />
  );
}
