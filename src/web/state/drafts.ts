import { del, get, set } from "idb-keyval";
import * as v from "valibot";
import type { OutboxStore, StoredMessage } from "../../client/types.ts";

const StoredMessages = v.array(
  v.object({
    id: v.string(),
    text: v.string(),
    replyTo: v.exactOptional(v.number()),
    at: v.number(),
    after: v.exactOptional(v.object({ epoch: v.string(), seq: v.number() })),
  }),
);

/** Keeps a room's unacknowledged messages across reloads. */
export function roomOutbox(room: string): OutboxStore {
  const key = `outbox:${room}`;
  return {
    load: async () => {
      const parsed = v.safeParse(StoredMessages, await read(key));
      return parsed.success ? parsed.output : [];
    },
    save: (messages: readonly StoredMessage[]) => write(key, messages.length > 0 ? messages : undefined),
  };
}

/** What was being written in a room when it was left. */
export async function loadDraft(room: string): Promise<string> {
  const parsed = v.safeParse(v.string(), await read(`draft:${room}`));
  return parsed.success ? parsed.output : "";
}

export async function saveDraft(room: string, text: string): Promise<void> {
  await write(`draft:${room}`, text === "" ? undefined : text);
}

// IndexedDB is missing in some private modes; the page then keeps nothing across reloads.
async function read(key: string): Promise<unknown> {
  try {
    return await get<unknown>(key);
  } catch {
    return undefined;
  }
}

async function write(key: string, value: unknown): Promise<void> {
  try {
    await (value === undefined ? del(key) : set(key, value));
  } catch {
    // See above.
  }
}
