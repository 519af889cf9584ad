import { DurableObject } from "cloudflare:workers";
import {
  COMMAND_QUOTA,
  GUEST_TOKEN_MS,
  heartbeatMs,
  messageQuota,
  SCAN_ROWS_PER_TOKEN,
  type Variables,
} from "../config.ts";
import { signingKey, type Keyring } from "../identity/keyring.ts";
import { isGuest, signToken, verifyToken } from "../identity/tokens.ts";
import { logError, logLine } from "../logger.ts";
import type { CommandOf } from "../protocol/commands.ts";
import { CLOSE, isErrorCode } from "../protocol/errors.ts";
import type { Message } from "../protocol/events.ts";
import type { You } from "../protocol/fields.ts";
import { utf8Length } from "../protocol/fields.ts";
import { FRAME_MAX_BYTES } from "../protocol/limits.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { fullBucket } from "../protocol/token-bucket.ts";
import { RequestLink } from "../transports/request.ts";
import { decode, isOversized, SocketLink } from "../transports/websocket.ts";
import { visitOf, type Identity } from "../visit.ts";
import type { LinkState } from "./link.ts";
import type { Page, PageQuery } from "./log.ts";
import { Room } from "./room.ts";
import { statsOf, type RoomStats } from "./stats.ts";
import { snapshot, type Arrival, type Snapshot } from "./welcome.ts";
import { judgeSilence, silentAfter } from "./silence.ts";

/** What this object is bound to. */
type RoomEnv = { readonly KEYRING: DurableObjectNamespace<Keyring> } & Variables;

/** What a room is, for whoever asks without joining. */
interface RoomDescription {
  readonly room: string;
  readonly epoch: string;
  readonly first: number;
  readonly head: number;
  readonly online: number;
}

/** What a room holds for somebody who only looks: of a welcome, what is not about them. */
interface RoomGlimpse extends Omit<RoomDescription, "online">, Snapshot {
  readonly members: { readonly online: number };
}

/** A message as it is in the log, and whether it had been sent before. */
interface Posted {
  readonly message: Message;
  readonly duplicate: boolean;
}

/** [R2] The Durable Object of one room: wires the platform's sockets, storage and alarm to the rules. No rules of its own. */
export class ChatRoom extends DurableObject<RoomEnv> {
  readonly #room: Room;
  readonly #links = new Map<WebSocket, SocketLink>();
  /** When silence was last looked for, ms since 1970. */
  #swept = 0;
  /** Whether an alarm is known to be set. */
  #isWatched = false;

  constructor(ctx: DurableObjectState, env: RoomEnv) {
    super(ctx, env);
    // [W3] Answered by the platform: a heartbeat neither wakes the room nor costs anything.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#room = new Room({
      name: ctx.id.name ?? "",
      storage: ctx.storage,
      quota: messageQuota(env),
      heartbeat: heartbeatMs(env),
      now: () => Date.now(),
      authenticate: async (token) => verifyToken(await signingKey(env), token),
      renew: (you) => this.#renew(you),
      report: (error) => logError("room.error", error, { room: ctx.id.toString() }),
    });
    for (const socket of ctx.getWebSockets()) {
      const link = SocketLink.restore(socket, this.#room.meter.counts);
      if (!link) continue;
      this.#links.set(socket, link);
      this.#room.members.restore(link);
    }
    this.#room.wake();
  }

  /** Accepts a WebSocket, as the worker says. */
  override async fetch(request: Request): Promise<Response> {
    this.#room.meter.counts.requests++;
    const visit = visitOf(request);
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    const link = SocketLink.open(
      server,
      { mode: visit.mode, echo: visit.echo, state: newState(visit.identity) },
      this.#room.meter.counts,
    );
    this.#links.set(server, link);
    this.#room.join(link, visit);
    await this.#watch();
    if (this.#links.size === 1) this.#room.carryCounts(link);
    const headers = visit.protocol === undefined ? {} : { "Sec-WebSocket-Protocol": visit.protocol };
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  /** A message of somebody who has no connection. */
  async post(identity: Identity, command: CommandOf<"send">): Promise<Result<Posted>> {
    this.#room.meter.counts.requests++;
    await this.#lookRound();
    const link = new RequestLink(newState(identity));
    await this.#room.receive(link, [ok(command)]);
    const answer = await link.answer;
    if (answer.type === "error") {
      return fail(isErrorCode(answer.code) ? answer.code : "internal", answer.message, answer.retryAfter);
    }
    const message = answer.type === "ack" && answer.seq !== undefined ? this.#room.log.at(answer.seq) : undefined;
    if (!message) return fail("unauthorized", "The token has run out.");
    return ok({ message, duplicate: answer.type === "ack" && answer.duplicate === true });
  }

  /** What the room is; `not_found` where nobody has ever joined. */
  describe(): Result<RoomDescription> {
    this.#room.meter.counts.requests++;
    const { log, members, name } = this.#room;
    if (!log.exists) return NO_ROOM;
    const { epoch, first, head } = log;
    return ok({ room: name, epoch, first, head, online: members.presence.online });
  }

  /** [T5] A page of history, without joining. */
  history(query: PageQuery): Result<RoomDescription & Page> {
    this.#room.outbox.flush();
    const description = this.describe();
    return description.ok ? ok({ ...description.value, ...this.#room.log.page(query) }) : description;
  }

  /** [T5] Messages that hold all these words, without joining. @param user who pays for looking through the log */
  search(user: string, words: readonly string[], query: PageQuery): Result<RoomDescription & Page> {
    this.#room.outbox.flush();
    const description = this.describe();
    if (!description.ok) return description;
    const retryAfter = this.#room.takeSearchTokens(user, this.#room.log.head / SCAN_ROWS_PER_TOKEN);
    if (retryAfter > 0) return fail("rate_limited", "Too much was searched through at once.", retryAfter);
    return ok({ ...description.value, ...this.#room.log.search(words, query) });
  }

  /** [T4] What somebody would be told on joining, for those who only look. */
  look(arrival: Omit<Arrival, "token">): Result<RoomGlimpse> {
    this.#room.outbox.flush();
    const description = this.describe();
    if (!description.ok) return description;
    const { online, ...rest } = description.value;
    return ok({ ...rest, ...snapshot(this.#room.log, arrival), members: { online } });
  }

  /** What the room has used, and what that costs. */
  stats(): Result<RoomStats> {
    const { log, meter, name } = this.#room;
    meter.counts.requests++;
    return log.exists ? ok(statsOf(name, log.created, meter.counts, Date.now())) : NO_ROOM;
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const link = this.#links.get(socket);
    // Frames that were on their way when this side closed are not listened to.
    if (!link?.isOpen) return;
    link.heardAt = Date.now();
    await this.#lookRound();
    if (!link.isOpen) return;
    const isTooBig = isOversized(data);
    // What is too big may be tens of megabytes: it is not encoded to be counted.
    this.#room.meter.frame(typeof data === "string" ? (isTooBig ? data.length : utf8Length(data)) : data.byteLength);
    if (isTooBig) {
      this.#room.cut(link, CLOSE.tooBig, `A frame holds at most ${FRAME_MAX_BYTES} bytes.`);
      return;
    }
    const frame = decode(link.mode, data);
    if (frame.ok) await this.#room.receive(link, frame.value);
    else this.#room.badFrame(link, frame.error);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.#gone(socket, code);
    // [W6] The handshake is not finished unless this side closes too; codes that mean "none was given" cannot be sent.
    if (socket.readyState !== WebSocket.CLOSED) socket.close(isSendable(code) ? code : 1000);
  }

  override webSocketError(socket: WebSocket): void {
    this.#gone(socket, 1006);
  }

  override async alarm(): Promise<void> {
    this.#isWatched = false;
    this.#room.meter.counts.requests++;
    await this.#sweep(Date.now());
  }

  /** Whoever speaks wants to know who is there. It costs no alarm, and in a room that was asleep the look is overdue. */
  async #lookRound(): Promise<void> {
    if (Date.now() - this.#swept >= silentAfter(this.#room.heartbeat)) await this.#sweep(Date.now());
  }

  /** Ends connections that have gone silent or whose token has run out. */
  async #sweep(now: number): Promise<void> {
    this.#swept = now;
    let isAnyLate = false;
    for (const [socket, link] of this.#links) {
      const ping = this.ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime();
      const heard = ping === undefined ? undefined : Math.max(ping, link.heardAt);
      const verdict = judgeSilence(heard, now, this.#room.heartbeat);
      if (verdict === "silent") this.#room.cut(link, CLOSE.silent, "Nothing was heard for too long.");
      else if (now >= link.state.expires) this.#room.cut(link, CLOSE.tokenExpired, "The token has run out.");
      isAnyLate ||= verdict === "late";
    }
    if (isAnyLate) await this.#watch();
  }

  /** Sees to it that silence is looked for once more. A room where nobody comes, goes or is late is left to sleep. */
  async #watch(): Promise<void> {
    if (this.#isWatched) return;
    this.#isWatched = true;
    if ((await this.ctx.storage.getAlarm()) !== null) return;
    await this.ctx.storage.setAlarm(Date.now() + silentAfter(this.#room.heartbeat));
    this.#room.meter.counts.rowsWritten++; // The platform charges an alarm as a row.
  }

  #gone(socket: WebSocket, code: number): void {
    const link = this.#links.get(socket);
    if (!link) return;
    this.#links.delete(socket);
    this.#room.leave(link);
    logLine("room.leave", { room: this.ctx.id.toString(), code, online: this.#room.members.presence.online });
  }

  async #renew(you: You): Promise<string | undefined> {
    if (!isGuest(you.id)) return undefined;
    return signToken(await signingKey(this.env), { you, expires: Date.now() + GUEST_TOKEN_MS });
  }
}

const NO_ROOM = fail("not_found", "Nobody has ever been in this room.");

function newState({ you, expires }: Identity): LinkState {
  return { you, expires, badFrames: 0, commands: fullBucket(COMMAND_QUOTA, Date.now()), refusals: 0 };
}

/** Codes that the platform lets a server send. */
function isSendable(code: number): boolean {
  return code === 1000 || (code >= 3000 && code <= 4999);
}
