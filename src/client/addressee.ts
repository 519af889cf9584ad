import { findMentions } from "../protocol/mentions.ts";
import { indexNames, nameKey } from "../protocol/people.ts";
import type { User } from "../protocol/fields.ts";
import type { RoomState } from "./types.ts";

/** For whom a text is, and what is left of it; or why that cannot be told. */
export type Addressed =
  | { readonly kind: "found"; readonly user: User; readonly text: string }
  /** Nobody is called like that, or nothing is said to them. */
  | { readonly kind: "nobody" }
  | { readonly kind: "silence"; readonly user: User }
  /** More than one is: a tag tells them apart [M1]. */
  | { readonly kind: "several"; readonly name: string };

/** Reads a text that begins with somebody's name, as a mention does [M1], with or without the `@`: the longest name that fits. @param others who may be meant, too */
export function addressedTo(
  argument: string,
  { members, messages, you }: Pick<RoomState, "members" | "messages" | "you">,
  others: readonly User[] = [],
): Addressed {
  // Where too many are here to be listed, those are known who have said something.
  const people = new Map([...others, ...messages.map(({ user }) => user), ...members].map((user) => [user.id, user]));
  if (you) people.delete(you.id);
  const names = indexNames(people.values());
  const text = argument.startsWith("@") ? argument : `@${argument}`;
  const mention = findMentions(text, names).find(({ from }) => from === 0);
  if (!mention?.user) {
    const shared = [...names.byKey].find(([key, users]) => users.length > 1 && nameKey(text).startsWith(`@${key}`));
    return shared ? { kind: "several", name: shared[1][0]!.name } : { kind: "nobody" };
  }
  const rest = text.slice(mention.to).trim();
  return rest === "" ? { kind: "silence", user: mention.user } : { kind: "found", user: mention.user, text: rest };
}
