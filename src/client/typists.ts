import type { ServerEvent } from "../protocol/events.ts";
import type { User } from "../protocol/fields.ts";
import { TIMING, TYPING_MAX, type Timing } from "./config.ts";
import { renamed } from "./roster.ts";

/** Others who are typing: until they stop, speak, leave, or have not said so again for a while. */
export class Typists {
  /** The same array until something changed. */
  list: readonly User[] = [];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Called when somebody's time was over; other changes come with an event. */
  readonly #expired: () => void;
  readonly #timing: Timing;

  constructor(expired: () => void, timing: Timing = TIMING) {
    this.#expired = expired;
    this.#timing = timing;
  }

  /** @param you one's own user id: who is typing oneself is no news. */
  take(event: ServerEvent, you: string | undefined): void {
    switch (event.type) {
      case "welcome":
        return this.clear();
      case "typing":
        if (!event.on) return this.#remove(event.user.id);
        if (event.user.id !== you) this.#add(event.user);
        return;
      case "message":
      case "leave":
        return this.#remove(event.user.id);
      case "rename":
        this.list = renamed(this.list, event.user);
        return;
      default:
    }
  }

  clear(): void {
    for (const { id } of this.list) this.#remove(id);
  }

  #add(user: User): void {
    const known = this.#timers.has(user.id);
    if (!known && this.#timers.size >= TYPING_MAX) return;
    clearTimeout(this.#timers.get(user.id));
    const expire = (): void => {
      this.#remove(user.id);
      this.#expired();
    };
    this.#timers.set(user.id, setTimeout(expire, this.#timing.typingExpiryMs));
    this.list = known ? renamed(this.list, user) : [...this.list, user];
  }

  #remove(id: string): void {
    if (!this.#timers.has(id)) return;
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.list = this.list.filter((user) => user.id !== id);
  }
}
