import type { Problem } from "../protocol/result.ts";
import { callSafely } from "./observable.ts";
import type { RoomOptions } from "./types.ts";

/** The token in use: the caller's, until the server hands out another or refuses it. */
export class Credentials {
  readonly #source: RoomOptions["token"];
  readonly #onToken: (token: string) => void;
  readonly #isMember: () => boolean;
  #token: string | undefined;

  constructor(options: Pick<RoomOptions, "token" | "onToken">, isMember: () => boolean) {
    this.#isMember = isMember;
    this.#source = options.token;
    this.#onToken = options.onToken ?? (() => {});
    if (typeof options.token === "string") this.#token = options.token;
  }

  /** The token to come with; undefined makes one a new guest. Rejects where the caller's function does. */
  async current(): Promise<string | undefined> {
    if (this.#token === undefined && typeof this.#source === "function") this.#token = await this.#source();
    return this.#token;
  }

  /** Another one than that in use, where the caller's function has one by now. A guest's is the server's to renew. */
  async renewed(): Promise<string | undefined> {
    const token = typeof this.#source === "function" && this.#isMember() ? await this.#source() : undefined;
    return token === this.#token ? undefined : token;
  }

  /** The server handed this one out. */
  receive(token: string): void {
    this.use(token);
    callSafely(this.#onToken, token);
  }

  /** The server took this one. */
  use(token: string): void {
    this.#token = token;
  }

  /**
   * The server did not take this one, or it ran out. A newer one that is in use by now stays.
   * @returns why there is no coming back: a member who has no other token is not turned into a guest unasked.
   */
  refuse(token = this.#token): Problem | undefined {
    if (this.#token !== token) return undefined;
    if (typeof this.#source !== "function" && this.#isMember()) {
      return { code: "unauthorized", message: "The token is not valid any more." };
    }
    this.#token = undefined;
    return undefined;
  }
}
