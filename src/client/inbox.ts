import type { Direct } from "../protocol/direct.ts";
import { decodeInbox, type InboxContents, type InboxEvent } from "../protocol/inbox.ts";
import { apiAddress, liveAddress } from "./address.ts";
import { call, type Caller } from "./call.ts";
import { TIMING, type Timing } from "./config.ts";
import { Credentials } from "./credentials.ts";
import { openDirect, type Addressee } from "./direct.ts";
import { unreadIn, withEvent, type Contents } from "./inbox-state.ts";
import { LiveSocket } from "./live-socket.ts";
import type { Finding } from "./probe.ts";
import { problemIn } from "./problem.ts";
import type { LinkState, Observable, RoomOptions } from "./types.ts";

/** What an inbox's connection is made of. The token is that of a room's visit, or of the host application: an inbox is somebody's. */
export type InboxOptions = Pick<RoomOptions, "url" | "onToken" | "WebSocket"> & {
  readonly token: NonNullable<RoomOptions["token"]>;
};

/** Everything known of an inbox, as one immutable value. */
export interface InboxState extends LinkState, Contents {
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
  readonly #live: LiveSocket<InboxEvent, InboxState>;
  readonly #timing: Timing;
  #contents: Contents = { conversations: [], mentions: [] };

  /** @param timing intervals; another one than the default is for tests. @throws TypeError where `url` is none, or there is no WebSocket */
  constructor(options: InboxOptions, timing: Timing = TIMING) {
    this.#base = new URL(options.url);
    this.#timing = timing;
    this.#credentials = new Credentials(options, () => true);
    this.#live = new LiveSocket<InboxEvent, InboxState>(
      {
        address: (token) => this.#address(token),
        decode: decodeInbox,
        probe: (token, signal) => this.#probe(token, signal),
        take: (event) => this.#take(event),
        compose: (link) => ({ ...link, ...this.#contents, unread: unreadIn(this.#contents) }),
      },
      options,
      this.#credentials,
      timing,
    );
  }

  get state(): Observable<InboxState> {
    return this.#live.state;
  }

  connect(): void {
    this.#live.connect();
  }

  close(): void {
    this.#live.close();
  }

  /** Tries again at once, instead of waiting for the next attempt. */
  reconnect(): void {
    this.#live.reconnect();
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
    this.#contents = this.state.value.status === "online" ? withEvent(this.#contents, done) : contents;
    this.#live.publish();
  }

  async #caller(): Promise<Caller> {
    return { base: this.#base, token: await this.#credentials.current() };
  }

  #address(token: string | undefined): URL {
    // It may come later, from who was asked for it.
    if (token === undefined) throw new Error("An inbox takes a token.");
    const url = liveAddress(this.#base, "inbox/ws");
    url.searchParams.set("token", token);
    return url;
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

  #take(event: InboxEvent): void {
    this.#contents = withEvent(this.#contents, event);
    if (event.type === "welcome" && event.token !== undefined) this.#credentials.receive(event.token);
  }
}
