import type { Message } from "../../protocol/events.ts";

/** What is being written: something new, an answer, or another text for a message. */
export type Composing =
  | { readonly kind: "new" }
  | { readonly kind: "reply"; readonly to: Message }
  | { readonly kind: "edit"; readonly message: Message };

export const COMPOSING_NEW: Composing = { kind: "new" };

/** The last message of one's own that can be changed. */
export function lastOwn(messages: readonly Message[], ownId: string | undefined): Message | undefined {
  return messages.findLast(({ user, deleted }) => user.id === ownId && deleted === undefined);
}

/** Who put an emoji on a message, one's own first. */
export function reactorNames(
  users: readonly string[],
  ownId: string | undefined,
  nameOf: (id: string) => string | undefined,
  you: string,
): readonly string[] {
  const names = users.flatMap((id) => (id === ownId ? [] : (nameOf(id) ?? [])));
  return ownId !== undefined && users.includes(ownId) ? [you, ...names] : names;
}
