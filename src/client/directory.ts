import { decodeDirectory, type DirectoryEvent, type DirectoryPage, type Listing } from "../protocol/directory.ts";
import { byPeople } from "../protocol/directory-order.ts";
import { DIRECTORY_TOLD_MAX } from "../protocol/limits.ts";
import type { Problem } from "../protocol/result.ts";
import { apiAddress, liveAddress } from "./address.ts";
import { TIMING, type Timing } from "./config.ts";
import { Credentials } from "./credentials.ts";
import { LiveSocket } from "./live-socket.ts";
import type { Finding } from "./probe.ts";
import { problemIn } from "./problem.ts";
import { disconnectedError, errorOf } from "./room-error.ts";
import type { LinkState, Observable, RoomOptions } from "./types.ts";

/** What a directory's connection is made of. It takes no token: public rooms are anybody's to see. */
export type DirectoryOptions = Pick<RoomOptions, "url" | "WebSocket">;

/** Everything known of the directory, as one immutable value. */
export interface DirectoryState extends LinkState {
  /** The public rooms with the most people, those first. Of what did not change it is the same object. Undefined until it is known. */
  readonly rooms?: readonly Listing[];
  /** How many public rooms there are: `search` finds those that are not among these. */
  readonly total: number;
}

/** The public rooms of a server, live. Create one, `connect()`, and it stays connected until `close()`. */
export class Directory {
  readonly #base: URL;
  readonly #live: LiveSocket<DirectoryEvent, DirectoryState>;
  #rooms: readonly Listing[] | undefined;
  #total = 0;

  /** @param timing intervals; another one than the default is for tests. @throws TypeError where `url` is none, or there is no WebSocket */
  constructor(options: DirectoryOptions, timing: Timing = TIMING) {
    this.#base = new URL(options.url);
    this.#live = new LiveSocket<DirectoryEvent, DirectoryState>(
      {
        address: () => liveAddress(this.#base, "directory/ws"),
        decode: decodeDirectory,
        probe: (_, signal) => this.#probe(signal),
        take: (event) => this.#take(event),
        compose: (link) => ({ ...link, total: this.#total, ...(this.#rooms && { rooms: this.#rooms }) }),
      },
      options,
      new Credentials({}, () => false),
      timing,
    );
  }

  get state(): Observable<DirectoryState> {
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
      if (signal.aborted) return undefined;
      this.#know(answer);
      this.#live.publish();
    } catch {
      // The next attempt asks again.
    }
    return undefined;
  }

  #know({ rooms, total }: DirectoryPage): void {
    const known = new Map(this.#rooms?.map((listing) => [listing.room, listing]));
    this.#rooms = rooms.map((listing) => sameOr(known.get(listing.room), listing));
    this.#total = total;
  }

  #take(event: DirectoryEvent): void {
    if (event.type === "welcome") this.#know(event);
    if (event.type === "change") {
      const { rooms, gone, total } = event;
      const replaced = new Set([...gone, ...rooms.map(({ room }) => room)]);
      const others = this.#rooms?.filter(({ room }) => !replaced.has(room)) ?? [];
      this.#know({ rooms: [...others, ...rooms].sort(byPeople), total });
    }
  }
}

function sameOr(known: Listing | undefined, told: Listing): Listing {
  const isSame = known && (Object.keys(told) as (keyof Listing)[]).every((field) => known[field] === told[field]);
  return isSame ? known : told;
}
