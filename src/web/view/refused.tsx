import { useLayoutEffect, useMemo } from "preact/hooks";
import { d } from "../i18n/door.ts";
import { forgetToken } from "../state/identity.ts";
import type { Session } from "../state/session.ts";
import { PasswordForm } from "./password-form.tsx";
import { refusalOf } from "./refusal.ts";
import { useHeadingFocus } from "./use-heading-focus.ts";
import { useSign } from "./use-sign.ts";
import "./door-styles.ts";

interface RefusedProps {
  readonly session: Session;
  /** Comes in again from the start. */
  readonly onNewVisit: () => void;
}

/** Why one is not let in, and what can be done. Stands where the composer would. */
export function Refused({ session, onNewVisit }: RefusedProps) {
  const { problem, room, you } = session.state.value;
  const { title, hints, again, isOver, takesPassword } = useMemo(
    () => refusalOf({ room, problem, wasIn: you !== undefined }),
    [room, problem],
  );
  // Where one wrote is gone, and so is what one tried again by.
  const heading = useHeadingFocus(problem);
  // It is told behind whatever is open before the room, which is read out to nobody there.
  useLayoutEffect(() => {
    const open = [...document.querySelectorAll("dialog")].toReversed();
    for (const dialog of open) dialog.close();
    if (open.length > 0) heading.current?.focus();
  }, []);
  // Who is in the room knows what it is called.
  const name = useSign(you ? undefined : room, problem);
  const comeBack = () => {
    if (problem?.code === "unauthorized") forgetToken();
    // What is asked first of all stands before the room.
    if (problem?.code === "challenge_required") return location.reload();
    onNewVisit();
  };
  return (
    <section class="refused">
      <div role="alert">
        {name !== "" && (
          <p class="sign" dir="auto">
            {name}
          </p>
        )}
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {hints.map((hint) => (
          <p key={hint} dir="auto">
            {hint}
          </p>
        ))}
      </div>
      {takesPassword && <PasswordForm room={room} onEntered={onNewVisit} />}
      <div class="actions">
        {again !== undefined && (
          <button type="button" class={isOver ? "button" : "button primary"} onClick={comeBack}>
            {again}
          </button>
        )}
        <a class={isOver ? "button primary" : "button"} href="/">
          {d.home}
        </a>
      </div>
    </section>
  );
}
