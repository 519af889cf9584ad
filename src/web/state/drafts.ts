import { del, get, set } from "idb-keyval";
import * as v from "valibot";

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
