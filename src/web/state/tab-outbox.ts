import { delMany, getMany, keys, set } from "idb-keyval";
import * as v from "valibot";
import type { OutboxStore, StoredMessage } from "../../client/types.ts";

const StoredMessages = v.array(
  v.object({
    id: v.string(),
    text: v.string(),
    replyTo: v.exactOptional(v.number()),
    mentions: v.exactOptional(v.array(v.string())),
    here: v.exactOptional(v.boolean()),
    at: v.number(),
    after: v.exactOptional(v.object({ epoch: v.string(), seq: v.number() })),
    by: v.exactOptional(v.string()),
  }),
);

/** How long a tab that is just being closed may take to let go of its list, in ms. */
const LET_GO_MS = 500;

/** This tab, among those that have the same room open. */
const tab = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join(
  "",
);

/**
 * Keeps a room's unacknowledged messages across reloads. Each tab has a list of its own, so that none overwrites another's; it
 * holds a lock as long as it is open, and what a closed tab has left is taken over by the next that opens the room.
 * Without IndexedDB, as in some private modes, nothing is kept. Without locks lists of open tabs are taken over too: both
 * then send the same messages, under the same ids, and the server keeps one of each.
 */
export function tabOutbox(room: string): OutboxStore {
  const prefix = `outbox:${room}:`;
  const own = prefix + tab;
  let adopted: string[] = [];
  return {
    async load() {
      hold(own);
      const isOthers = (key: IDBValidKey): key is string =>
        typeof key === "string" && key.startsWith(prefix) && key !== own;
      const left = (await keys()).filter(isOthers).map(async (key) => (await isLeft(key)) && key);
      adopted = (await Promise.all(left)).filter((key) => key !== false);
      // Its own list is there when somebody left the room and comes back without a reload.
      const lists = await getMany<unknown>([own, ...adopted]);
      return lists.flatMap((list) => {
        const parsed = v.safeParse(StoredMessages, list);
        return parsed.success ? parsed.output : [];
      });
    },
    async save(messages: readonly StoredMessage[]) {
      // Kept here before it is dropped there: a page that is closed in between leaves it twice, not nowhere.
      if (messages.length > 0) await set(own, messages);
      const done = messages.length > 0 ? adopted : [own, ...adopted];
      if (done.length > 0) await delMany(done);
      adopted = [];
    },
  };
}

const held = new Set<string>();

/** Holds a lock until the page is gone. */
function hold(name: string): void {
  if (held.has(name)) return;
  held.add(name);
  void locks()?.request(name, () => new Promise<never>(() => {}));
}

/** Whether no open tab holds this list any more. */
async function isLeft(name: string): Promise<boolean> {
  try {
    return (await locks()?.request(name, { signal: AbortSignal.timeout(LET_GO_MS) }, () => true)) ?? true;
  } catch {
    return false;
  }
}

/** Locks exist in secure contexts only. */
function locks(): LockManager | undefined {
  return "locks" in navigator ? navigator.locks : undefined;
}
