import { NAME_MAX_GRAPHEMES, ROOM_NAME_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { l } from "../i18n/lobby.ts";
import { type NameProblem, parseName } from "../state/identity.ts";
import type { RoomInput } from "../state/room-input.ts";

/** What is wrong with a name, for people; undefined where nothing is. @param mayBeEmpty guests need none. */
export function nameProblemText(name: string, mayBeEmpty: boolean): string | undefined {
  const parsed = parseName(name);
  if (parsed.ok || (parsed.problem === "empty" && mayBeEmpty)) return undefined;
  const texts: Record<NameProblem, string> = {
    empty: l.nameProblem.empty,
    long: l.nameProblem.long(NAME_MAX_GRAPHEMES),
    characters: l.nameProblem.characters,
  };
  return texts[parsed.problem];
}

/** What is wrong with a room's name or link, for people. */
export function roomProblemText(target: RoomInput): string | undefined {
  switch (target.kind) {
    case "room":
      return undefined;
    case "elsewhere":
      return l.roomProblem.elsewhere(target.host);
    case "long":
      return l.roomProblem.long(ROOM_NAME_MAX_CODE_POINTS);
    default:
      return l.roomProblem[target.kind];
  }
}
