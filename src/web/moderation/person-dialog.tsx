import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../../protocol/events.ts";
import type { User } from "../../protocol/fields.ts";
import { isolate } from "../i18n/format.ts";
import { m } from "../i18n/moderation.ts";
import { labelIn } from "../state/people.ts";
import type { Session } from "../state/session.ts";
import { showToast } from "../state/toast.ts";
import { Dialog } from "../view/dialog.tsx";
import { stand } from "../view/stand.ts";
import { PersonMenu, type Step } from "./person-menu.tsx";
import { RoleForm } from "./role-form.tsx";
import { SanctionForm } from "./sanction-form.tsx";

/** What has the focus to begin with. */
const FIRST = "[data-first], .menu-item, [type=submit]";

interface PersonDialogProps {
  readonly session: Session;
  readonly user: User;
  /** The place on screen of what asked for it. */
  readonly near: DOMRect;
  /** A message of theirs that it was asked for at. */
  readonly message?: Message;
  readonly onClose: () => void;
}

/** Somebody, and what one may do to them: a sheet on a phone, else beside what asked for it. */
export function PersonDialog({ session, user, near, message, onClose }: PersonDialogProps) {
  const [step, setStep] = useState<Step>("menu");
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const dialog = body.current?.closest("dialog");
    stand(dialog, near);
    // It stands where all of it is on screen.
    dialog?.style.setProperty("--tall", `${dialog.offsetHeight}px`);
  }, [step]);
  // What was pressed is gone.
  useLayoutEffect(() => body.current?.querySelector<HTMLElement>(FIRST)?.focus(), [step]);
  const name = isolate(labelIn(user, session.shared.value));
  const toMenu = () => setStep("menu");
  const done = (text: string) => {
    onClose();
    showToast(text);
  };
  return (
    <Dialog title={titleOf(step, name)} shape="menu" onClose={onClose}>
      <div ref={body}>
        {step === "menu" ? (
          <PersonMenu
            session={session}
            user={user}
            message={message}
            onStep={setStep}
            onDone={done}
            onClose={onClose}
          />
        ) : step === "role" ? (
          <RoleForm session={session} user={user} onCancel={toMenu} onDone={done} />
        ) : (
          <SanctionForm session={session} user={user} kind={step} onCancel={toMenu} onDone={done} />
        )}
      </div>
    </Dialog>
  );
}

function titleOf(step: Step, name: string): string {
  if (step === "menu") return name;
  return step === "role" ? m.role.title(name) : m.ask[step].title(name);
}
