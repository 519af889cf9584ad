import * as v from "valibot";
import { decodeItems } from "./codec.ts";

export const Listing = v.object({
  room: v.string(),
  /** Empty where it is called by its name alone. */
  title: v.string(),
  topic: v.string(),
  /** How many users are in it. */
  online: v.number(),
  /** Whether one has to know a password to come in. */
  password: v.boolean(),
  /** Whether nobody new comes in. */
  locked: v.boolean(),
});
/** [L1] A public room, as it stands in the directory. */
export type Listing = v.InferOutput<typeof Listing>;

export const DirectoryPage = v.object({
  /** Those with the most people first. */
  rooms: v.array(Listing),
  /** How many there are altogether that fit. */
  total: v.number(),
});
/** [L3] Public rooms, or those of them that fit a search. */
export type DirectoryPage = v.InferOutput<typeof DirectoryPage>;

const DirectoryWelcome = v.object({
  type: v.literal("welcome"),
  version: v.number(),
  ...DirectoryPage.entries,
  /** How often to say `ping`, in ms. */
  heartbeat: v.number(),
});
/** These rooms are new in the list, or are like this now; those are not in it any more. */
const DirectoryChange = v.object({
  type: v.literal("change"),
  rooms: v.array(Listing),
  gone: v.array(v.string()),
  total: v.number(),
});
const DirectoryBye = v.object({ type: v.literal("bye"), code: v.number(), reason: v.string() });

const DirectoryEvent = v.variant("type", [DirectoryWelcome, DirectoryChange, DirectoryBye]);
/** [L4] What is told on the directory's socket. */
export type DirectoryEvent = v.InferOutput<typeof DirectoryEvent>;

/**
 * One frame of the directory, as a client reads it. What is not known is left out [E2].
 * @returns undefined where the frame is not an array: no server says that.
 */
export function decodeDirectory(text: string): DirectoryEvent[] | undefined {
  return decodeItems(text, (item) => v.safeParse(DirectoryEvent, item, { abortEarly: true }));
}
