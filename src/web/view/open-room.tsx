import { useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { l } from "../i18n/lobby.ts";
import { takeName } from "../state/identity.ts";
import { NewRoomDialog } from "./dialogs.ts";
import { KeyIcon } from "./lobby-icons.tsx";

interface OpenRoomProps {
  /** What its owner wants to be called. */
  readonly name: string;
  readonly onBadName: () => void;
}

/** Opens a room that belongs to whoever opens it: at once and unguessable, or by a name of their choosing. */
export function OpenRoom({ name, onBadName }: OpenRoomProps) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isChoosing, setChoosing] = useState(false);

  const open = async () => {
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    await import("../state/open-room.ts")
      .then((part) => part.openRoom({}, setProblem))
      .catch(() => setProblem(t.message.offline));
    setBusy(false);
  };
  const withName = (act: () => void) => () => (takeName(name) ? act() : onBadName());

  return (
    <>
      <button
        type="button"
        class="button fresh"
        aria-describedby="fresh-hint"
        aria-busy={isBusy}
        onClick={withName(() => void open())}
      >
        <KeyIcon />
        {l.fresh}
      </button>
      <p id="fresh-hint" class={problem === undefined ? "field-note" : "field-note is-problem"}>
        <span aria-live="polite">{problem}</span>
        {problem === undefined && l.freshHint}
      </p>
      <button type="button" class="text-button own" onClick={withName(() => setChoosing(true))}>
        {l.own}
      </button>
      {isChoosing && <NewRoomDialog onClose={() => setChoosing(false)} />}
    </>
  );
}
