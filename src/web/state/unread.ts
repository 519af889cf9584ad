import type { Message } from "../../protocol/events.ts";

/** How many messages of others came after the one that was seen last. */
export function countUnread(messages: readonly Message[], seenSeq: number, ownId: string | undefined): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index]!;
    if (message.seq <= seenSeq) break;
    if (message.user.id !== ownId) count++;
  }
  return count;
}
