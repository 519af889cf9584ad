import { nameFit } from "../client/name-match.ts";
import { slashCommandsOf } from "../client/slash.ts";
import { type Trigger, typedWord } from "../client/typed-word.ts";
import type { RoomState } from "../client/types.ts";
import { CONFUSABLES } from "../protocol/confusables.ts";
import { Namesakes } from "../protocol/namesakes.ts";
import { safe } from "./lines.ts";

/** What the last word of a line may become, and that word. */
export type Completions = [options: string[], word: string];

const SOURCES: readonly Trigger[] = [
  { trigger: "/", isFirst: true, least: 0 },
  { trigger: "@", isFirst: false, least: 0 },
];

/**
 * Completes a command, or the name of somebody who is in the room or has written there.
 * @param written what stands before the cursor
 */
export function complete(written: string, room: Pick<RoomState, "members" | "messages" | "you">): Completions {
  const word = typedWord(written, written.length, SOURCES);
  if (!word) return [[], written];
  const options = word.source.trigger === "/" ? commands(word.query, room.you) : people(word.query, room);
  return [options, written.slice(word.from)];
}

function commands(query: string, you: RoomState["you"]): string[] {
  const wanted = query.toLowerCase();
  return slashCommandsOf(you).flatMap(({ name, aliases, usage }) =>
    [name, ...aliases].filter((one) => one.startsWith(wanted)).map((one) => `/${one}${usage === "" ? "" : " "}`),
  );
}

/** Who begins like that; where nobody does, who has a word in the name that does. */
function people(query: string, { members, messages, you }: Pick<RoomState, "members" | "messages" | "you">): string[] {
  const known = new Map([...messages.map(({ user }) => user), ...members].map((user) => [user.id, user]));
  if (you) known.delete(you.id);
  const namesakes = new Namesakes(CONFUSABLES);
  for (const user of known.values()) namesakes.meet(user);
  const fitting = (fit: 0 | 1) => [...known.values()].filter(({ name }) => nameFit(name, query) === fit);
  const first = fitting(0);
  // One of several of a name is told from the others [M1].
  const names = (first.length > 0 ? first : fitting(1)).map((user) => `@${safe(namesakes.label(user))} `);
  return [...names, ...here(query)];
}

/** Everybody who is here. */
function here(query: string): string[] {
  return "here".startsWith(query.toLowerCase()) ? ["@here "] : [];
}
