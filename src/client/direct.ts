import type { Direct } from "../protocol/direct.ts";
import type { User } from "../protocol/fields.ts";
import { call, isUnsure, type Caller } from "./call.ts";
import { checkSend, newId } from "./commands.ts";
import { TIMING, type Timing } from "./config.ts";

/** With whom: an id, or a user, who is called that until they come themselves. */
export type Addressee = string | User;

/**
 * Opens the conversation with somebody.
 * @returns its room, which is joined as any other, and the other one
 * @throws RoomError with the server's code, or `disconnected`
 */
export function openDirect(caller: Caller, user: Addressee, timing: Timing = TIMING): Promise<Direct> {
  const named = typeof user === "string" ? user : { id: user.id, name: user.name };
  return call(caller, "direct", { user: named }, timing);
}

/** Messages to people, without a connection to the conversation: each is sent once, however often it has to be tried. */
export class Letters {
  readonly #caller: () => Caller;
  readonly #timing: Timing;
  /** Ids of those of which it is not known whether they arrived, by whom they are for and what they say. */
  readonly #unsure = new Map<string, string>();

  /** @param caller who writes, at each call */
  constructor(caller: () => Caller, timing: Timing = TIMING) {
    this.#caller = caller;
    this.#timing = timing;
  }

  /**
   * Sends a message to somebody. The same one again, after it is not known what became of the first, is the first.
   * @throws RoomError with the server's code, or `disconnected` where it may have been sent
   */
  async send(user: User, text: string): Promise<Direct> {
    const key = JSON.stringify([user.id, text]);
    const id = this.#unsure.get(key) ?? newId();
    const message = checkSend({ type: "send", id, text });
    this.#unsure.set(key, id);
    try {
      const direct = await openDirect(this.#caller(), user, this.#timing);
      const path = `rooms/${encodeURIComponent(direct.room)}/messages`;
      await call(this.#caller(), path, { id, text: message.text }, this.#timing);
      this.#unsure.delete(key);
      return direct;
    } catch (error) {
      if (!isUnsure(error)) this.#unsure.delete(key);
      throw error;
    }
  }
}
