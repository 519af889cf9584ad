import type { OutboxStore } from "../../client/types.ts";

/** Fetches what keeps words across reloads. Without it, nothing is kept. */
export const fetchKept = () => import("./kept.ts");

/** Keeps a room's unacknowledged messages across reloads. */
export function keptOutbox(room: string): OutboxStore {
  let kept: OutboxStore | undefined;
  const store = async (): Promise<OutboxStore> => {
    const { tabOutbox } = await fetchKept();
    return (kept ??= tabOutbox(room));
  };
  return {
    load: async () => (await store()).load(),
    save: async (messages) => (await store()).save(messages),
  };
}
