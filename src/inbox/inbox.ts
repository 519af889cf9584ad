import { DurableObject } from "cloudflare:workers";
import { CARRY_QUOTA, COMMAND_QUOTA, KNOCK_QUOTA, MENTION_QUOTA, OPENING_QUOTA } from "../config.ts";
import { heartbeatMs, type Variables } from "../variables.ts";
import type { You } from "../protocol/fields.ts";
import type { InboxCommand, InboxContents, InboxEvent } from "../protocol/inbox.ts";
import { INBOX_SOCKETS_MAX } from "../protocol/limits.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { fullBucket, takeToken, type Quota } from "../protocol/token-bucket.ts";
import { Buckets } from "../room/buckets.ts";
import { Database } from "../room/database.ts";
import { Meter } from "../room/meter.ts";
import { hasSchema, migrate } from "../room/schema.ts";
import { Listeners } from "../transports/websocket/listeners.ts";
import { visitOf } from "../visit.ts";
import { Carry } from "./carry.ts";
import { Conversations } from "./conversations.ts";
import { Mentions } from "./mentions.ts";
import type { News, NewsItem } from "./news.ts";
import { INBOX_STEPS } from "./schema.ts";

/**
 * [D5] The Durable Object of one user: what concerns them in all rooms, and their devices that want to know. Rooms tell it; it asks
 * none. What it holds is a copy: of a conversation its room has the truth.
 */
export class Inbox extends DurableObject<Variables> {
  readonly #database: Database;
  readonly #conversations: Conversations;
  readonly #mentions: Mentions;
  readonly #listeners: Listeners<InboxEvent>;
  readonly #carry: Carry;
  readonly #commands = new Buckets(COMMAND_QUOTA);
  readonly #authors = new Buckets(MENTION_QUOTA);
  #isKept: boolean;

  constructor(ctx: DurableObjectState, env: Variables) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#database = new Database(ctx.storage, new Meter());
    this.#conversations = new Conversations(this.#database, this.#owner);
    this.#mentions = new Mentions(this.#database);
    this.#listeners = new Listeners(ctx, heartbeatMs(env), "POST /api/inbox does what there is to do.");
    this.#carry = new Carry(ctx.storage.kv);
    this.#isKept = hasSchema(this.#database);
    if (this.#isKept) migrate(this.#database, INBOX_STEPS);
  }

  /** Accepts a device's WebSocket, as the worker says. */
  override fetch(request: Request): Response {
    const { identity, token, protocol } = visitOf(request);
    // One who opens more and more of them has long forgotten the first.
    this.#listeners.keep(INBOX_SOCKETS_MAX - 1);
    const welcome: InboxEvent = {
      type: "welcome",
      version: 1,
      ...this.look(identity.you),
      ...(token !== undefined && { token }),
      heartbeat: heartbeatMs(this.env),
    };
    const client = this.#listeners.add(welcome, identity.expires);
    const headers = protocol === undefined ? {} : { "Sec-WebSocket-Protocol": protocol };
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  /** All that is in it. Asking keeps nothing. */
  look(you: You): InboxContents {
    if (!this.#isKept) return { you, conversations: [], mentions: [] };
    const now = Date.now();
    return { you, conversations: this.#conversations.list(now), mentions: this.#mentions.list(now) };
  }

  /** A room has news. The same again changes nothing. */
  take({ room, items, conversation }: News): void {
    // Where nothing is kept there is nothing to be changed: only what is new makes an inbox.
    if (!this.#isKept && !conversation && items.every(({ type }) => type !== "mention")) return;
    this.#keep();
    const now = Date.now();
    const events = items.flatMap((item) => this.#apply(room, item, now));
    const changed = conversation && this.#conversations.update(room, conversation, now);
    if (changed) events.push({ type: "conversation", ...changed });
    this.#listeners.tell(events, now);
  }

  /** [D7] Its owner does something. */
  command(you: You, command: InboxCommand): Result<InboxContents> {
    const now = Date.now();
    const retryAfter = this.#commands.take("", now);
    if (retryAfter > 0) return fail("rate_limited", "Too many commands at once.", retryAfter);
    const { room } = command;
    if (this.#isKept) {
      if (command.type === "hide" && this.#conversations.hide(room))
        this.#listeners.tell([{ type: "gone", room }], now);
      if (command.type === "read") this.#listeners.tell(this.#apply(room, command, now), now);
    }
    return ok(this.look(you));
  }

  /** Its owner opens a conversation that there is. */
  show(room: string): void {
    const now = Date.now();
    const shown = this.#isKept ? this.#conversations.show(room, now) : undefined;
    if (shown) this.#listeners.tell([{ type: "conversation", ...shown }], now);
  }

  /** [D8] Its owner opens a new conversation. */
  opening(): Result<null> {
    return this.#takeToken("opening", OPENING_QUOTA, "Too many new conversations at once.");
  }

  /** [D8] Somebody opens a new conversation with its owner. */
  knock(): Result<null> {
    return this.#takeToken("knock", KNOCK_QUOTA, "Too many people write to them for the first time at once.");
  }

  /** [N2] Its owner is to be taken along to another device. @returns the code for that, and until when it is good */
  async makeCarry(you: You): Promise<Result<{ readonly code: string; readonly expires: number }>> {
    const allowed = this.#takeToken("carry", CARRY_QUOTA, "Too many codes at once.");
    return allowed.ok ? ok(await this.#carry.make(you, Date.now())) : allowed;
  }

  /** [N2] Somebody comes with a code. @returns its owner, as they were when it was made; undefined where it is not good */
  takeCarry(code: string): Promise<You | undefined> {
    return this.#carry.take(code, Date.now());
  }

  /** Nothing but a heartbeat is said here, and that the platform answers. */
  override webSocketMessage(socket: WebSocket): void {
    this.#listeners.refuse(socket);
  }

  override webSocketClose(socket: WebSocket): void {
    // The handshake is not finished unless this side closes too.
    if (socket.readyState !== WebSocket.CLOSED) socket.close(1000);
  }

  #apply(room: string, item: NewsItem | InboxCommand, now: number): InboxEvent[] {
    switch (item.type) {
      case "mention": {
        // What is told again costs its author nothing.
        if (this.#mentions.has(room, item.mention.seq)) return [];
        if (this.#authors.take(item.mention.user.id, now) > 0) return [];
        const { added, gone } = this.#mentions.add(room, item.mention, now);
        const events = gone.map((place): InboxEvent => ({ type: "gone", room: place.room, seq: place.seq }));
        return added ? [...events, { type: "mention", ...added }] : events;
      }
      case "edit": {
        const edited = this.#mentions.edit(room, item.seq, item.text);
        return edited ? [{ type: "mention", ...edited }] : [];
      }
      case "gone":
        return this.#mentions.remove(room, item.seq) ? [{ type: "gone", room, seq: item.seq }] : [];
      case "read":
        return this.#mentions.read(room, item.seq) ? [{ type: "read", room, seq: item.seq }] : [];
      default:
        return this.#mentions.removeRoom(room) ? [{ type: "gone", room }] : [];
    }
  }

  /** Kept on disk: neither an eviction nor another device gives anybody more. */
  #takeToken(name: string, quota: Quota, message: string): Result<null> {
    this.#keep();
    const now = Date.now();
    const [known] = this.#database.all<{ tokens: number; at: number }>(
      "SELECT tokens, at FROM buckets WHERE name = ?",
      name,
    );
    const { bucket, retryAfter } = takeToken(known ?? fullBucket(quota, now), quota, now);
    if (retryAfter > 0) return fail("rate_limited", message, retryAfter);
    this.#database.run(
      `INSERT INTO buckets (name, tokens, at) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET tokens = excluded.tokens, at = excluded.at`,
      name,
      bucket.tokens,
      bucket.at,
    );
    return ok(null);
  }

  get #owner(): string {
    return this.ctx.id.name ?? "";
  }

  /** From here on there is something to keep. */
  #keep(): void {
    if (this.#isKept) return;
    migrate(this.#database, INBOX_STEPS);
    this.#isKept = true;
  }
}
