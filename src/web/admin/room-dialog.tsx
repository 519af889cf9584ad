import { useEffect, useState } from "preact/hooks";
import type { RoomInspection } from "../../protocol/operator.ts";
import { admin } from "../i18n/admin.ts";
import { Dialog } from "../view/dialog.tsx";
import { showToast } from "../state/toast.ts";
import { CloseForm, RemoveForm } from "./room-forms.tsx";
import { RoomView } from "./room-view.tsx";
import { inspectRoom, reasonOf, refresh } from "./desk.ts";

interface RoomDialogProps {
  readonly room: string;
  readonly onClose: () => void;
}

/** One room, as it is now, and what can be done with it. */
export function RoomDialog({ room, onClose }: RoomDialogProps) {
  const [seen, setSeen] = useState<RoomInspection>();
  const [problem, setProblem] = useState<string>();
  const [step, setStep] = useState<"look" | "close" | "remove">("look");
  useEffect(() => {
    inspectRoom(room).then(setSeen, (error: unknown) => {
      setProblem(reasonOf(error));
      // What is not there any more is listed no more.
      void refresh();
    });
  }, []);

  const back = () => setStep("look");
  const changed = (inspection: RoomInspection, said: string) => {
    setSeen(inspection);
    showToast(said);
    back();
    void refresh();
  };
  const removed = () => {
    showToast(admin.remove.done);
    onClose();
    void refresh();
  };

  const title = step === "close" ? admin.close.title : step === "remove" ? admin.remove.title : room;
  return (
    <Dialog title={title} shape="sheet" onClose={onClose}>
      {problem !== undefined && (
        <p class="is-problem" role="alert">
          {problem}
        </p>
      )}
      {!seen && problem === undefined && <p class="muted">{admin.room.loading}</p>}
      {seen && step === "look" && <RoomView seen={seen} onChanged={changed} onStep={setStep} />}
      {seen && step === "close" && <CloseForm room={room} onBack={back} onDone={changed} />}
      {seen && step === "remove" && <RemoveForm room={room} onBack={back} onDone={removed} />}
    </Dialog>
  );
}
