import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";

interface Deletion {
  /** Whether what was typed names the room, and what is said where it does not. */
  readonly isName: (typed: string) => boolean;
  readonly mismatch: string;
  /** Deletes it. */
  readonly remove: () => Promise<void>;
  readonly reasonOf: (error: unknown) => string;
}

/** What a form needs that deletes a room once its name was typed. */
export function useDeletion({ isName, mismatch, remove, reasonOf }: Deletion) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isName(typed)) {
      event.currentTarget.querySelector("input")?.focus();
      return setProblem(mismatch);
    }
    if (isBusy) return;
    setBusy(true);
    try {
      await remove();
    } catch (error) {
      setProblem(reasonOf(error));
      setBusy(false);
    }
  };
  const onValue = (value: string) => {
    setTyped(value);
    setProblem(undefined);
  };
  return {
    isBusy,
    onSubmit: (event: TargetedSubmitEvent<HTMLFormElement>) => void submit(event),
    field: { hint: "", problem, value: typed, onValue },
  };
}
