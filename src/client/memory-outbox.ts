import type { OutboxStore, StoredMessage } from "./types.ts";

/** An outbox that lasts as long as the value does: across `Room`s that share it, not across reloads. */
export function memoryOutbox(): OutboxStore {
  let kept: readonly StoredMessage[] = [];
  return {
    load: () => Promise.resolve(kept),
    save: (messages) => {
      kept = messages;
      return Promise.resolve();
    },
  };
}
