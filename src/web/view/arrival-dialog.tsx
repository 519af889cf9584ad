import { useState } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import { carry } from "../i18n/carry.ts";
import { isolate } from "../i18n/format.ts";
import { later } from "../i18n/later.ts";
import { savedName, savedToken } from "../state/identity.ts";
import { reasonText } from "../state/problems.ts";
import { takeCarry } from "../state/room-api.ts";
import { Dialog } from "./dialog.tsx";
import "./carry-styles.ts";

/** Whoever one was is in all that the page has open: it begins anew. */
const goOn = () => location.reload();

interface ArrivalDialogProps {
  readonly code: string;
  readonly onClose: () => void;
}

/** [N2] Asks whoever comes by a link of another device whether to become its guest: on this one they may be somebody already. */
export function ArrivalDialog({ code, onClose }: ArrivalDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isOver, setOver] = useState(false);
  const [taken, setTaken] = useState<string>();
  const [was] = useState(() => (savedToken() === undefined ? undefined : savedName()));

  const take = async () => {
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      setTaken(await takeCarry(code));
    } catch (error) {
      const isRefused = error instanceof RoomError && error.code === "unauthorized";
      setOver(isRefused);
      setProblem(isRefused ? carry.arrival.refused : reasonText(error));
      setBusy(false);
    }
  };

  if (taken !== undefined) {
    return (
      <Dialog title={carry.arrival.taken(isolate(taken))} shape="card" onClose={goOn}>
        <p role="status">{carry.arrival.both}</p>
        <div class="actions">
          <button type="button" class="button primary" onClick={goOn}>
            {carry.arrival.goOn}
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={carry.arrival.title} shape="card" onClose={onClose}>
      <div class="carry-words">
        <p>{carry.arrival.words}</p>
        {was !== undefined && <p>{carry.arrival.now(isolate(was))}</p>}
        {problem !== undefined && (
          <p class="is-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      <div class="actions">
        {!isOver && (
          <button type="button" class="button primary" aria-busy={isBusy} onClick={() => void take()}>
            {carry.arrival.take}
          </button>
        )}
        <button type="button" class="button" onClick={onClose}>
          {later.rename.cancel}
        </button>
      </div>
    </Dialog>
  );
}
