import type { OutboxStore } from "../../client/types.ts";

/** Keeps a room's unacknowledged messages across reloads, by what is fetched while the room is being joined. */
export function keptOutbox(room: string): OutboxStore {
  let kept: OutboxStore | undefined;
  const store = async (): Promise<OutboxStore> => {
    const { tabOutbox } = await import("./tab-outbox.ts");
    return (kept ??= tabOutbox(room));
  };
  return {
    load: async () => (await store()).load(),
    save: async (messages) => (await store()).save(messages),
  };
}
