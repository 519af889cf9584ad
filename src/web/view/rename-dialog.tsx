import type { TargetedSubmitEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import { isGuest } from "../../protocol/fields.ts";
import { carry } from "../i18n/carry.ts";
import { later } from "../i18n/later.ts";
import { parseName } from "../state/identity.ts";
import { problemText } from "../state/problems.ts";
import type { Session } from "../state/session.ts";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { FormActions } from "./form-actions.tsx";
import { lazy } from "./lazy.tsx";
import { NotifySwitch } from "./notify-switch.tsx";
import { nameProblemText } from "./input-problems.ts";

const CarryDialog = lazy(async () => (await import("./carry-dialog.tsx")).CarryDialog);

/** Asks for another name, and takes it on in the room. */
export function RenameDialog({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const [name, setName] = useState(session.state.peek().you?.name ?? "");
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isCarrying, setCarrying] = useState(false);
  // Others sign in on each device.
  const isOwnGuest = isGuest(session.state.peek().you?.id ?? "");

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = parseName(name);
    if (!chosen.ok || isBusy) return;
    if (session.state.peek().status !== "online") return setRefusal(later.rename.offline);
    setBusy(true);
    try {
      await session.rename(chosen.name);
      onClose();
    } catch (error) {
      setRefusal(error instanceof RoomError ? problemText(error) : later.problem["internal"]);
      setBusy(false);
    }
  };

  // This dialog says that it closes when the other one has taken its place.
  const isLeft = useRef(false);
  isLeft.current = isCarrying;
  if (isCarrying) return <CarryDialog onClose={onClose} />;
  return (
    <Dialog title={later.rename.title} shape="card" onClose={() => isLeft.current || onClose()}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={later.rename.label}
          hint={later.rename.hint}
          problem={nameProblemText(name, false) ?? refusal}
          value={name}
          onValue={(value) => {
            setName(value);
            setRefusal(undefined);
          }}
          input={{ autocomplete: "nickname", enterkeyhint: "done", autofocus: true }}
        />
        <FormActions submit={later.rename.save} kind="primary" isBusy={isBusy} onClose={onClose} />
      </form>
      <NotifySwitch />
      {isOwnGuest && (
        <button type="button" class="text-button own" onClick={() => setCarrying(true)}>
          {carry.open}
        </button>
      )}
    </Dialog>
  );
}
