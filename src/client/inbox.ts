import type { Direct } from "../protocol/direct.ts";
import { decodeInbox, type InboxContents, type InboxEvent } from "../protocol/inbox.ts";
import type { Problem } from "../protocol/result.ts";
import { apiAddress, SUBPROTOCOL } from "./address.ts";
import { call, type Caller } from "./call.ts";
import { TIMING, type Timing } from "./config.ts";
import { Credentials } from "./credentials.ts";
import { openDirect, type Addressee } from "./direct.ts";
import { unreadIn, withEvent, type Contents } from "./inbox-state.ts";
import { Lifeline } from "./lifeline.ts";
import { Value } from "./observable.ts";
import type { Finding } from "./probe.ts";
import { problemIn } from "./problem.ts";
import type { Observable, RoomOptions, Status } from "./types.ts";
import { Ways } from "./ways/ways.ts";

/** What an inbox's connection is made of. The token is that of a room's visit, or of the host application: an inbox is somebody's. */
export type InboxOptions = Pick<RoomOptions, "url" | "onToken" | "WebSocket"> & {
  readonly token: NonNullable<RoomOptions["token"]>;
};

/** Everything known of an inbox, as one immutable value. */
export interface InboxState extends Contents {
  readonly status: Status;
  readonly retryAt?: number;
  readonly problem?: Problem;
  /** Messages in conversations, and mentions in rooms, that have not been read on any device. */
  readonly unread: number;
}

/**
 * A user's inbox: conversations of two, and who mentions or answers them in any room. Create one, `connect()`, and it stays
 * connected until `close()`. What is read in a room, on whatever device, is read here.
 */
export class Inbox {
  readonly #base: URL;
  readonly #credentials: Credentials;
  readonly #lifeline: Lifeline<InboxEvent>;
  readonly #timing: Timing;
  readonly #state: Value<InboxState>;
  #contents: Contents = { conversations: [], mentions: [] };

  /** @param timing intervals; another one than the default is for tests. @throws TypeError where `url` is none, or there is no WebSocket */
  constructor(options: InboxOptions, timing: Timing = TIMING) {
    this.#base = new URL(options.url);
    this.#timing = timing;
    const { WebSocket = globalThis.WebSocket } = options;
    if (typeof WebSocket !== "function") throw new TypeError("An inbox takes a WebSocket class: give it as an option.");
    this.#credentials = new Credentials(options, () => true);
    this.#lifeline = new Lifeline<InboxEvent>(
      {
        dial: (_, token) => new WebSocket(this.#address(token), [SUBPROTOCOL]),
        decode: decodeInbox,
        probe: (token, signal) => this.#probe(token, signal),
        frame: (events) => this.#frame(events),
        changed: () => this.#publish(),
      },
      this.#credentials,
      new Ways(["websocket"], undefined, timing),
      timing,
    );
    this.#state = new Value(this.#compose());
  }

  get state(): Observable<InboxState> {
    return this.#state;
  }

  connect(): void {
    this.#lifeline.start();
  }

  close(): void {
    this.#lifeline.stop();
  }

  /** Tries again at once, instead of waiting for the next attempt. */
  reconnect(): void {
    this.#lifeline.retryNow();
  }

  /** Opens the conversation with somebody: a room, to be joined as any other. @throws RoomError */
  async openDirect(user: Addressee): Promise<Direct> {
    return openDirect(await this.#caller(), user, this.#timing);
  }

  /** The mentions in a room have been read, up to `seq`. Reading the room says so by itself. @throws RoomError */
  async read(room: string, seq: number): Promise<void> {
    const read = { type: "read", room, seq } as const;
    await this.#do(read, read);
  }

  /** Shows a conversation no more, until one opens it again or writes in it. @throws RoomError */
  async hide(room: string): Promise<void> {
    await this.#do({ type: "hide", room }, { type: "gone", room });
  }

  /**
   * The answer has all that there is, whatever was missed. But what the socket has told meanwhile is newer than an answer that comes
   * late: of that only counts what was done.
   * @param done what comes of the command here
   */
  async #do(command: object, done: InboxEvent): Promise<void> {
    const contents = await call<InboxContents>(await this.#caller(), "inbox", command, this.#timing);
    this.#contents = this.#lifeline.state.status === "online" ? withEvent(this.#contents, done) : contents;
    this.#publish();
  }

  async #caller(): Promise<Caller> {
    return { base: this.#base, token: await this.#credentials.current() };
  }

  #address(token: string | undefined): string {
    // It may come later, from who was asked for it.
    if (token === undefined) throw new Error("An inbox takes a token.");
    const url = apiAddress(this.#base, "inbox/ws");
    url.protocol = url.protocol.replace(/^http/u, "ws");
    url.searchParams.set("token", token);
    return url.href;
  }

  /** Asks why a socket was not let in. */
  async #probe(token: string | undefined, signal: AbortSignal): Promise<Finding> {
    if (token === undefined) return undefined;
    try {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(apiAddress(this.#base, "inbox"), { signal, headers, cache: "no-store" });
      const problem = problemIn(await response.json());
      if (response.status === 401) return { token: "refused" };
      return response.status === 403 && problem ? { problem } : undefined;
    } catch {
      return undefined;
    }
  }

  #frame(events: readonly InboxEvent[]): void {
    for (const event of events) {
      this.#contents = withEvent(this.#contents, event);
      if (event.type === "welcome" && event.token !== undefined) this.#credentials.receive(event.token);
    }
    this.#publish();
  }

  #compose(): InboxState {
    const { status, retryAt, problem } = this.#lifeline.state;
    return {
      ...this.#contents,
      status,
      unread: unreadIn(this.#contents),
      ...(retryAt !== undefined && { retryAt }),
      ...(problem && { problem }),
    };
  }

  #publish(): void {
    this.#state.set(this.#compose());
  }
}
