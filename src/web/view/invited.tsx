import { useEffect, useState } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import { d } from "../i18n/door.ts";
import { t } from "../i18n/index.ts";
import { replaceRoute } from "../state/navigation.ts";
import { reasonText } from "../state/problems.ts";
import { enterRoom } from "../state/room-api.ts";
import { roomPath } from "../state/route.ts";
import { Mark } from "./icons.tsx";
import { useHeadingFocus } from "./use-heading-focus.ts";
import "./door-styles.ts";

interface InvitedProps {
  readonly room: string;
  /** The code of the invitation that one follows. */
  readonly invite: string;
}

/** Comes in by an invitation: the address is the room's own after that, for the invitation is nobody else's. */
export function Invited({ room, invite }: InvitedProps) {
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
