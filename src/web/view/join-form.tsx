import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { NAME_MAX_GRAPHEMES, ROOM_NAME_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { t } from "../i18n/index.ts";
import { type NameProblem, parseName, takeName } from "../state/identity.ts";
import { navigate } from "../state/navigation.ts";
import { parseRoomInput, type RoomInput } from "../state/room-input.ts";
import { roomPath } from "../state/route.ts";
import { Field } from "./field.tsx";

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
  const nameProblem = nameProblemText(name, true);
  const roomProblem = target.kind === "empty" && !wasTried ? undefined : roomProblemText(target);

  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (target.kind !== "room" || !takeName(name)) {
      event.currentTarget.querySelectorAll("input")[nameProblem === undefined ? 1 : 0]?.focus();
      return;
    }
    navigate(roomPath(target.room));
  };

  return (
    <form class="join-form" onSubmit={submit} noValidate>
      <Field
        label={t.lobby.name}
        hint={t.lobby.nameHint}
        problem={nameProblem}
        value={name}
        onValue={onName}
        input={{ name: "name", autocomplete: "nickname", enterkeyhint: "next" }}
      />
      <Field
        label={t.lobby.room}
        hint={target.kind === "room" ? t.lobby.opens(`${location.host}/r/${target.room}`) : t.lobby.roomHint}
        problem={roomProblem}
        value={room}
        onValue={setRoom}
        input={{
          name: "room",
          autocomplete: "off",
          placeholder: t.lobby.roomExample,
          enterkeyhint: "go",
        }}
      />
      <button type="submit" class="button primary">
        {t.lobby.join}
      </button>
    </form>
  );
}

/** What is wrong with a name, for people; undefined where nothing is. @param mayBeEmpty guests need none. */
export function nameProblemText(name: string, mayBeEmpty: boolean): string | undefined {
  const parsed = parseName(name);
  if (parsed.ok || (parsed.problem === "empty" && mayBeEmpty)) return undefined;
  const texts: Record<NameProblem, string> = {
    empty: t.nameProblem.empty,
    long: t.nameProblem.long(NAME_MAX_GRAPHEMES),
    characters: t.nameProblem.characters,
  };
  return texts[parsed.problem];
}

/** What is wrong with a room's name or link, for people. */
export function roomProblemText(target: RoomInput): string | undefined {
  switch (target.kind) {
    case "room":
      return undefined;
    case "elsewhere":
      return t.roomProblem.elsewhere(target.host);
    case "long":
      return t.roomProblem.long(ROOM_NAME_MAX_CODE_POINTS);
    default:
      return t.roomProblem[target.kind];
  }
}
