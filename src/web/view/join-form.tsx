import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { l } from "../i18n/lobby.ts";
import { takeName } from "../state/identity.ts";
import { navigate } from "../state/navigation.ts";
import { parseRoomInput } from "../state/room-input.ts";
import { roomPath } from "../state/route.ts";
import { Field } from "./field.tsx";
import { roomProblemText } from "./input-problems.ts";
import { NameField } from "./name-field.tsx";

interface JoinFormProps {
  /** What somebody wants to be called. */
  readonly name: string;
  readonly onName: (name: string) => void;
}

/** Name, room, go. */
export function JoinForm({ name, onName }: JoinFormProps) {
  const [room, setRoom] = useState("");
  // An empty field is wrong only once somebody tried to go on with it.
  const [wasTried, setTried] = useState(false);

  const target = parseRoomInput(room, location.origin);
  const roomProblem = target.kind === "empty" && !wasTried ? undefined : roomProblemText(target);

  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const isNamed = takeName(name);
    if (target.kind !== "room" || !isNamed) {
      event.currentTarget.querySelectorAll("input")[isNamed ? 1 : 0]?.focus();
      return;
    }
    navigate(roomPath(target.room) + (target.hash ?? ""));
  };

  return (
    <form class="join-form" onSubmit={submit} noValidate>
      <NameField name={name} onName={onName} enterkeyhint="next" />
      <Field
        label={l.room}
        hint={target.kind === "room" ? l.opens(`${location.host}/r/${target.room}`) : l.roomHint}
        problem={roomProblem}
        value={room}
        onValue={setRoom}
        input={{
          name: "room",
          autocomplete: "off",
          placeholder: l.roomExample,
          enterkeyhint: "go",
        }}
      />
      <button type="submit" class="button primary">
        {l.join}
      </button>
    </form>
  );
}
