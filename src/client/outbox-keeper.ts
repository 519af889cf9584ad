import type { OutboxStore, StoredMessage } from "./types.ts";

export interface OutboxKeeperPort {
  /** What an earlier visit left. */
  restore(messages: readonly StoredMessage[]): void;
  /** What to keep now. */
  snapshot(): readonly StoredMessage[];
}

/** Keeps the outbox in a store, one call at a time. A store that fails costs the messages a reload, and nothing else. */
export class OutboxKeeper {
  readonly #store: OutboxStore;
  readonly #port: OutboxKeeperPort;
  #loading: Promise<boolean> | undefined;
  #dirty = false;
  #saving = false;

  constructor(store: OutboxStore, port: OutboxKeeperPort) {
    this.#store = store;
    this.#port = port;
  }

  /** Restores what was kept, once. @returns whether that could be done; if not, the next call tries again. */
  load(): Promise<boolean> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** The outbox changed. What changes in one turn is saved once. */
  changed(): void {
    this.#dirty = true;
    if (!this.#saving) void this.#save();
  }

  async #load(): Promise<boolean> {
    try {
      const messages = await this.#store.load();
      this.#port.restore(messages);
      return true;
    } catch {
      this.#loading = undefined;
      return false;
    }
  }

  async #save(): Promise<void> {
    this.#saving = true;
    while (this.#dirty) {
      // Saving before what was kept is known would wipe it out.
      const loaded = await this.load();
      this.#dirty = false;
      if (!loaded) continue;
      try {
        await this.#store.save(this.#port.snapshot());
      } catch {
        // The message is sent all the same.
      }
    }
    this.#saving = false;
  }
}
