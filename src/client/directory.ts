import { decodeDirectory, type DirectoryEvent, type DirectoryPage, type Listing } from "../protocol/directory.ts";
import { byPeople } from "../protocol/directory-order.ts";
import { DIRECTORY_TOLD_MAX } from "../protocol/limits.ts";
import type { Problem } from "../protocol/result.ts";
import { apiAddress, SUBPROTOCOL } from "./address.ts";
import { TIMING, type Timing } from "./config.ts";
import { Credentials } from "./credentials.ts";
import { Lifeline } from "./lifeline.ts";
import { Value } from "./observable.ts";
import type { Finding } from "./probe.ts";
import { problemIn } from "./problem.ts";
import { disconnectedError, errorOf } from "./room-error.ts";
import type { Observable, RoomOptions, Status } from "./types.ts";
import { Ways } from "./ways/ways.ts";

/** What a directory's connection is made of. It takes no token: public rooms are anybody's to see. */
export type DirectoryOptions = Pick<RoomOptions, "url" | "WebSocket">;

/** Everything known of the directory, as one immutable value. */
export interface DirectoryState {
  readonly status: Status;
  readonly retryAt?: number;
  readonly problem?: Problem;
  /** The public rooms with the most people, those first. Of what did not change it is the same object. Undefined until it is known. */
  readonly rooms?: readonly Listing[];
  /** How many public rooms there are: `search` finds those that are not among these. */
  readonly total: number;
}

/** The public rooms of a server, live. Create one, `connect()`, and it stays connected until `close()`. */
export class Directory {
  readonly #base: URL;
  readonly #lifeline: Lifeline<DirectoryEvent>;
  readonly #state: Value<DirectoryState>;
  #rooms: readonly Listing[] | undefined;
  #total = 0;

  /** @param timing intervals; another one than the default is for tests. @throws TypeError where `url` is none, or there is no WebSocket */
  constructor(options: DirectoryOptions, timing: Timing = TIMING) {
    this.#base = new URL(options.url);
    const { WebSocket = globalThis.WebSocket } = options;
    if (typeof WebSocket !== "function")
      throw new TypeError("A directory takes a WebSocket class: give it as an option.");
    const address = apiAddress(this.#base, "directory/ws");
    address.protocol = address.protocol.replace(/^http/u, "ws");
    this.#lifeline = new Lifeline<DirectoryEvent>(
      {
        dial: () => new WebSocket(address.href, [SUBPROTOCOL]),
        decode: decodeDirectory,
        probe: (_, signal) => this.#probe(signal),
        frame: (events) => this.#frame(events),
        changed: () => this.#publish(),
      },
      new Credentials({}, () => false),
      new Ways(["websocket"], undefined, timing),
      timing,
    );
    this.#state = new Value(this.#compose());
  }

  get state(): Observable<DirectoryState> {
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

  /**
   * Looks for rooms, by words in their names, titles and topics. It takes no connection.
   * @throws RoomError with the server's code, or `disconnected`; what `signal` is aborted with
   */
  async search(query: string, signal?: AbortSignal): Promise<DirectoryPage> {
    const answer = await this.#ask(query, signal);
    if (!("error" in answer)) return answer;
    throw errorOf(answer.error);
  }

  /** @returns the rooms that there are, or why they are not told */
  async #ask(query: string, signal?: AbortSignal): Promise<DirectoryPage | { readonly error: Problem }> {
    const url = apiAddress(this.#base, "directory");
    url.searchParams.set("limit", String(DIRECTORY_TOLD_MAX));
    if (query !== "") url.searchParams.set("q", query);
    let body: unknown;
    try {
      const response = await fetch(url, { cache: "no-store", ...(signal && { signal }) });
      body = await response.json();
      if (response.ok) return body as DirectoryPage; // By the server's own schema.
    } catch (error) {
      if (signal?.aborted) throw error;
      throw disconnectedError();
    }
    const problem = problemIn(body);
    if (problem) return { error: problem };
    throw disconnectedError();
  }

  /** Asks why a socket was not let in. Where that is not the server's doing, the answer has what the socket would have told. */
  async #probe(signal: AbortSignal): Promise<Finding> {
    try {
      const answer = await this.#ask("", signal);
      if ("error" in answer) return answer.error.code === "bad_origin" ? { problem: answer.error } : undefined;
      if (!signal.aborted) this.#take(answer);
    } catch {
      // The next attempt asks again.
    }
    return undefined;
  }

  #take({ rooms, total }: DirectoryPage): void {
    const known = new Map(this.#rooms?.map((listing) => [listing.room, listing]));
    this.#rooms = rooms.map((listing) => sameOr(known.get(listing.room), listing));
    this.#total = total;
    this.#publish();
  }

  #frame(events: readonly DirectoryEvent[]): void {
    for (const event of events) {
      if (event.type === "welcome") this.#take(event);
      if (event.type === "change") {
        const { rooms, gone, total } = event;
        const replaced = new Set([...gone, ...rooms.map(({ room }) => room)]);
        const others = this.#rooms?.filter(({ room }) => !replaced.has(room)) ?? [];
        this.#take({ rooms: [...others, ...rooms].sort(byPeople), total });
      }
    }
    this.#publish();
  }

  #compose(): DirectoryState {
    const { status, retryAt, problem } = this.#lifeline.state;
    return {
      status,
      total: this.#total,
      ...(this.#rooms && { rooms: this.#rooms }),
      ...(retryAt !== undefined && { retryAt }),
      ...(problem && { problem }),
    };
  }

  #publish(): void {
    this.#state.set(this.#compose());
  }
}

function sameOr(known: Listing | undefined, told: Listing): Listing {
  const isSame = known && (Object.keys(told) as (keyof Listing)[]).every((field) => known[field] === told[field]);
  return isSame ? known : told;
}
