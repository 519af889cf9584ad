import type { Message } from "../protocol/events.ts";

/** Which messages: the newest before `before`, or the oldest after `after`, or the newest of all. */
export interface PageQuery {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Messages, oldest first, and whether there are more in the direction asked. */
export interface Page {
  readonly messages: Message[];
  readonly more: boolean;
}
