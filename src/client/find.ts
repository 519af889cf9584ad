import type { Message } from "../protocol/events.ts";

/** Where the message with this `seq` stands; -1 where it does not. Messages are in order, so few are looked at. */
export function indexOfMessage(messages: readonly Message[], seq: number): number {
  let from = 0;
  let to = messages.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (messages[middle]!.seq < seq) from = middle + 1;
    else to = middle;
  }
  return messages[from]?.seq === seq ? from : -1;
}
