import { DurableObject } from "cloudflare:workers";
import {
  DIRECTORY_TELL_MS,
  DIRECTORY_TELL_PER_LISTENER_MS,
  DIRECTORY_WRITE_MS,
  LISTING_KEPT_MS,
  LISTINGS_DROP_PAUSE_MS,
} from "../config.ts";
import { connectionsPerAddress, heartbeatMs, type Variables } from "../variables.ts";
import type { DirectoryEvent, DirectoryPage, Listing } from "../protocol/directory.ts";
import { wordsOf } from "../protocol/directory-order.ts";
import { DIRECTORY_SOCKETS_MAX, DIRECTORY_TOLD_MAX } from "../protocol/limits.ts";
import { Agenda } from "../room/agenda.ts";
import { Database } from "../room/database.ts";
import { Meter } from "../room/meter.ts";
import { Listeners } from "../transports/websocket/listeners.ts";
import { Listings } from "./listings.ts";
import { MARK_HEADER } from "./name.ts";
import { changeOf } from "./news.ts";
import { Pace } from "./pace.ts";
import { Turns } from "./turns.ts";

const now = (): number => Date.now();

/**
 * [L1] The one Durable Object that knows all public rooms, and whoever looks at the list of them. Rooms tell it; it asks none. What it
 * holds is a copy: of a room the room itself has the truth, and the next that it tells sets right whatever was lost.
 */
export class Directory extends DurableObject<Variables> {
  readonly #meter = new Meter();
  readonly #listings: Listings;
  readonly #listeners: Listeners<DirectoryEvent>;
  readonly #turns = new Turns();
  readonly #agenda: Agenda;
  /** What all who listen know by now. Before the object sleeps, all have been told and all is written. */
  #told: DirectoryPage;
  readonly #telling = new Pace({
    work: () => this.#tell(),
    pause: () => Math.max(DIRECTORY_TELL_MS, this.#listeners.count * DIRECTORY_TELL_PER_LISTENER_MS),
    now,
  });
  readonly #writing = new Pace({
    work: () => this.#listings.writeCounts(),
    pause: () => DIRECTORY_WRITE_MS,
    now,
  });

  constructor(ctx: DurableObjectState, env: Variables) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#listings = new Listings(new Database(ctx.storage, this.#meter));
    this.#listeners = new Listeners(ctx, heartbeatMs(env), "GET /api/directory searches.");
    this.#agenda = new Agenda(ctx.storage, () => this.#meter.counts.rowsWritten++);
    this.#told = this.#present;
  }

  /** A public room says how it is now. @returns in how many ms it may do so again */
  async tell(listing: Listing): Promise<number> {
    this.#listings.put(listing, now());
    this.#changed();
    await this.#agenda.wakeBy(now() + LISTING_KEPT_MS);
    return this.#turns.next(now());
  }

  /** A room is not public any more, or not there. */
  drop(room: string): void {
    this.#listings.remove(room);
    this.#changed();
  }

  /** [L3] The rooms that fit a search, or all of them, those with the most people first. */
  search(query: string, limit: number): DirectoryPage {
    this.#expire();
    return this.#listings.search(wordsOf(query), limit);
  }

  /** [L4] Accepts somebody's WebSocket, as the worker says. */
  override fetch(request: Request): Response {
    const count = this.#listeners.count;
    const mark = request.headers.get(MARK_HEADER) ?? undefined;
    const isFull = count >= DIRECTORY_SOCKETS_MAX;
    // [A6] Nobody takes all places from behind one address.
    const isCrowded = mark !== undefined && this.#listeners.countOf(mark) >= connectionsPerAddress(this.env);
    if (isFull || isCrowded) return new Response(null, { status: 503 });
    // Where others listen, all know the same: what has happened since then all are told together.
    if (count === 0) this.#told = this.#present;
    const heartbeat = heartbeatMs(this.env);
    const client = this.#listeners.add({ type: "welcome", version: 1, ...this.#told, heartbeat }, Infinity, mark);
    const protocol = request.headers.get("Sec-WebSocket-Protocol");
    const headers = protocol === null ? {} : { "Sec-WebSocket-Protocol": protocol };
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  /** Nothing but a heartbeat is said here, and that the platform answers. */
  override webSocketMessage(socket: WebSocket): void {
    this.#listeners.refuse(socket);
  }

  override webSocketClose(socket: WebSocket): void {
    // The handshake is not finished unless this side closes too.
    if (socket.readyState !== WebSocket.CLOSED) socket.close(1000);
  }

  override async alarm(): Promise<void> {
    this.#agenda.clear();
    this.#expire();
    const next = Math.max(now() + LISTINGS_DROP_PAUSE_MS, this.#listings.oldest + LISTING_KEPT_MS);
    await this.#agenda.wakeBy(next);
  }

  get #present(): DirectoryPage {
    return { rooms: this.#listings.top(DIRECTORY_TOLD_MAX), total: this.#listings.size };
  }

  #expire(): void {
    const { size } = this.#listings;
    this.#listings.expire(now());
    if (this.#listings.size < size) this.#changed();
  }

  #changed(): void {
    this.#writing.call();
    if (this.#listeners.count > 0) this.#telling.call();
  }

  #tell(): void {
    const present = this.#present;
    const change = changeOf(this.#told, present);
    this.#told = present;
    if (change) this.#listeners.tell([change], now());
  }
}
