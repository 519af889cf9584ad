import { isDirectName } from "../../protocol/direct-name.ts";
import { labelIn } from "./people.ts";
import type { Session } from "./session.ts";

/** What a room is called: by its title, where it has one; a conversation by the name of the other one, told from others, as soon as that is known. */
export function roomTitle({ state, shared }: Pick<Session, "state" | "shared">): string {
  const { room, direct, settings } = state.value;
  if (direct) return labelIn(direct, shared.value);
  return isDirectName(room) ? "…" : settings.title || room;
}
