import type { TargetedSubmitEvent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import { d } from "../i18n/door.ts";
import { t } from "../i18n/index.ts";
import { isTouch } from "../state/device.ts";
import { savedName, takeName } from "../state/identity.ts";
import { replaceRoute } from "../state/navigation.ts";
import { reasonText } from "../state/problems.ts";
import { enterRoom } from "../state/room-api.ts";
import { roomPath } from "../state/route.ts";
import { Mark } from "./icons.tsx";
import { NameField } from "./name-field.tsx";
import { useHeadingFocus } from "./use-heading-focus.ts";
import { useSign } from "./use-sign.ts";
import "./door-styles.ts";

interface InvitedProps {
  readonly room: string;
  /** The code of the invitation that one follows. */
  readonly invite: string;
}

/** Comes in by an invitation. Whoever belongs to a room has a name there, if they want one: who has none yet is asked before. */
export function Invited({ room, invite }: InvitedProps) {
  const [isAsked, setAsked] = useState(() => savedName() === undefined);
  if (isAsked) return <AskName room={room} onNamed={() => setAsked(false)} />;
  return <Entering room={room} invite={invite} />;
}

interface AskNameProps {
  readonly room: string;
  /** One has said what one wants to be called, or that one comes as a guest. */
  readonly onNamed: () => void;
}

/** Tells to where one is invited, and asks for a name. */
function AskName({ room, onNamed }: AskNameProps) {
  const [name, setName] = useState("");
  const title = useSign(room);
  // It comes after the change of pages, which gives the focus to a heading that is there.
  const heading = useHeadingFocus(undefined);
  useEffect(() => void (document.title = t.room.title(title || room, 0)), [room, title]);
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (takeName(name)) onNamed();
    else event.currentTarget.querySelector("input")?.focus();
  };
  return (
    <main class="notice-page">
      <form class="notice asking" onSubmit={submit} noValidate>
        <Mark />
        <h1 ref={isTouch.value ? heading : null} tabIndex={-1}>
          {d.invited}
        </h1>
        <p class="sign" dir="auto">
          {title || room}
        </p>
        <p class="muted">{d.invitedHint}</p>
        <NameField name={name} onName={setName} enterkeyhint="go" autofocus={!isTouch.value} />
        <div class="actions">
          <button type="submit" class="button primary">
            {d.enter}
          </button>
          <a class="button" href="/">
            {d.home}
          </a>
        </div>
      </form>
    </main>
  );
}

/** The address is the room's own once one is in, for the invitation is nobody else's. */
function Entering({ room, invite }: InvitedProps) {
  const [attempt, setAttempt] = useState(1);
  const [problem, setProblem] = useState<{ readonly isBad: boolean; readonly text: string }>();
  const heading = useHeadingFocus(problem);
  const goOn = () => replaceRoute(roomPath(room));

  useEffect(() => {
    document.title = t.room.title(room, 0);
    let isGone = false;
    enterRoom(room, { invite }).then(
      () => !isGone && goOn(),
      (error: unknown) => {
        if (isGone) return;
        const code = error instanceof RoomError ? error.code : undefined;
        // No invitation helps: the room itself says why not, and until when.
        if (code === "banned" || code === "forbidden") return goOn();
        setProblem({ isBad: code === "bad_invite", text: reasonText(error) });
      },
    );
    return () => void (isGone = true);
  }, [room, invite, attempt]);

  return (
    <main class="notice-page">
      <div class="notice">
        <Mark />
        {problem === undefined ? (
          <p class="muted" role="status">
            {t.room.joining}
          </p>
        ) : (
          <div class="notice" role="alert">
            <h1 ref={heading} tabIndex={-1}>
              {problem.isBad ? d.badInvite : d.notInvited}
            </h1>
            <p class="muted">{problem.isBad ? d.badInviteHint : problem.text}</p>
            <div class="actions">
              {!problem.isBad && (
                <button
                  type="button"
                  class="button primary"
                  onClick={() => {
                    setProblem(undefined);
                    setAttempt(attempt + 1);
                  }}
                >
                  {d.again}
                </button>
              )}
              <button type="button" class={problem.isBad ? "button primary" : "button"} onClick={goOn}>
                {d.withoutInvite}
              </button>
              <a class="button" href="/">
                {d.home}
              </a>
            </div>
          </div>
        )}
      </div>
    </main>
  );
}
