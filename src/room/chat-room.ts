import {
  connectionsPerAddress,
  heartbeatMs,
  keepLimits,
  messageQuota,
  silentAfterMs,
  socketIoPingMs,
  type Variables,
} from "../variables.ts";
import { approachOf } from "../engineio/approach.ts";
import type { Refusal } from "../engineio/refusals.ts";
import { identityFor } from "../identity/for-room.ts";
import type { Keyring } from "../identity/keyring.ts";
import type { Inbox } from "../inbox/inbox.ts";
import type { Directory } from "../lobby/directory.ts";
import { DIRECTORY } from "../lobby/name.ts";
import { registryPort } from "../operator/port.ts";
import type { Registry } from "../operator/registry.ts";
import { logError, logLine } from "../logger.ts";
import type { Command, CommandOf } from "../protocol/commands.ts";
import { CLOSE, type CloseCode } from "../protocol/errors.ts";
import type { Ack, Message } from "../protocol/events.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { passesDoor } from "../routes/client.ts";
import { problemResponse } from "../routes/problem.ts";
import { ask } from "../transports/request.ts";
import { RoomEngine } from "../transports/socketio/server.ts";
import { answerClose } from "../transports/websocket/answer-close.ts";
import { SocketServer } from "../transports/websocket/server.ts";
import { GOES_NOT_ON, visitOf, type Visit, type Visitor } from "../visit.ts";
import { Agenda } from "./agenda.ts";
import { carryCounts, wakeMeter } from "./carried-counts.ts";
import { NO_ROOM } from "./desk.ts";
import { Herald } from "./herald.ts";
import { dismiss, portOf } from "./link.ts";
import { Meter } from "./meter.ts";
import { OperatedObject } from "./operated-object.ts";
import { Room } from "./room.ts";
import { Rounds } from "./rounds.ts";

/** What this object is bound to. */
type RoomEnv = {
  readonly KEYRING: DurableObjectNamespace<Keyring>;
  readonly INBOXES: DurableObjectNamespace<Inbox>;
  readonly DIRECTORY: DurableObjectNamespace<Directory>;
  readonly REGISTRY: DurableObjectNamespace<Registry>;
  readonly JOINS_BY_CLIENT: RateLimit;
  readonly SIGN_INS_BY_CLIENT: RateLimit;
} & Variables;

/** [R2] The Durable Object of one room: wires the platform's sockets, storage and alarm to the rules. No rules of its own. */
export class ChatRoom extends OperatedObject<RoomEnv> {
  #room: Room;
  readonly #identity = identityFor(this.env, this.ctx.id.name);
  readonly #meter = new Meter();
  readonly #sockets: SocketServer;
  readonly #engine: RoomEngine;
  readonly #agenda: Agenda;
  readonly #rounds: Rounds;
  readonly #herald: Herald;

  constructor(ctx: DurableObjectState, env: RoomEnv) {
    super(ctx, env);
    // [W3] Answered by the platform: a heartbeat neither wakes the room nor costs anything.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#room = this.#newRoom();
    this.#agenda = new Agenda(ctx.storage, () => this.#meter.counts.rowsWritten++);
    const directory = () => env.DIRECTORY.getByName(DIRECTORY);
    this.#herald = new Herald({
      room: () => this.#room,
      tell: (listing) => directory().tell(listing),
      drop: (name) => directory().drop(name),
      now: () => Date.now(),
      wakeBy: (at) => this.#rounds.wakeBy(at),
      report: (error) => this.#report(error),
    });
    // What is stored may be replaced by something else: the sockets are then told of another room.
    const room = portOf(() => this.#room);
    this.#sockets = new SocketServer(ctx, room, this.#meter.counts);
    this.#engine = new RoomEngine(ctx, room, {
      ...this.#identity,
      mayJoin: ({ marks }) => passesDoor(env, "JOINS_BY_CLIENT", marks?.[0]),
      maySignIn: ({ marks }) => passesDoor(env, "SIGN_INS_BY_CLIENT", marks?.[0]),
      epoch: () => this.#room.log.epoch,
      traffic: this.#meter.counts,
      pingInterval: socketIoPingMs(env),
      connectTimeout: silentAfterMs(heartbeatMs(env)),
      report: (error) => this.#report(error),
    });
    this.#rounds = new Rounds({
      agenda: this.#agenda,
      room: () => this.#room,
      sweep: (now, heartbeat) => this.#sockets.sweep(now, heartbeat),
      beat: (now, silentAfter) => this.#engine.beat(now, silentAfter),
      due: () => Math.min(this.#engine.due, this.#herald.due),
      report: (error) => this.#report(error),
    });
    const sockets = ctx.getWebSockets();
    for (const link of [...this.#sockets.restore(sockets), ...this.#engine.restoreLinks(sockets)]) {
      this.#room.restore(link);
    }
    wakeMeter(this.#room);
    // Whoever was cut off with the object was not seen to go.
    this.#herald.look();
  }

  /** Accepts a WebSocket, as the worker says. */
  override async fetch(request: Request): Promise<Response> {
    this.#meter.counts.requests++;
    const approach = approachOf(request);
    // Who opens a session of Socket.IO says later who they are.
    const answer = approach
      ? this.#engine.enter(approach, () => visitOf(request))
      : await this.#connect(visitOf(request));
    // Who was refused has changed nothing: the room need not even exist.
    if (answer.status !== 101) return answer;
    await this.#rounds.welcomed();
    carryCounts(this.#room);
    return answer;
  }

  /** [S5] The packets in the body of a request of an Engine.IO client. @returns why it is refused */
  async receivePackets(sid: string, body: string): Promise<Refusal | null> {
    this.#meter.counts.requests++;
    await this.#rounds.lookRound();
    const refusal = await this.#engine.receive(sid, body);
    carryCounts(this.#room);
    return refusal;
  }

  /** A command of somebody who has no connection. @param command with an id, by which it is answered */
  async command(visitor: Visitor, command: Command): Promise<Result<Ack>> {
    this.#meter.counts.requests++;
    await this.#rounds.lookRound();
    const admitted = this.#room.entrance.admits(visitor);
    if (!admitted.ok) return admitted;
    // Only speaking makes a room [R3].
    if (command.type !== "send" && !this.#room.log.exists) return NO_ROOM;
    // A connection has a limit of its own; a request is one of many.
    const retryAfter = command.type === "send" ? 0 : this.#room.rates.command(visitor.identity.you.id);
    if (retryAfter > 0) return fail("rate_limited", "Too many commands at once.", retryAfter);
    const you = this.#room.sanctions.asCalled(visitor.identity.you);
    return ask(this.#room, { ...visitor, identity: { ...visitor.identity, you } }, command);
  }

  /** A message of somebody who has no connection, as it is in the log; and whether it had been sent before. */
  async post(
    visitor: Visitor,
    command: CommandOf<"send">,
  ): Promise<Result<{ readonly message: Message; readonly duplicate: boolean }>> {
    const answer = await this.command(visitor, command);
    if (!answer.ok) return answer;
    const { seq = 0, duplicate = false } = answer.value;
    const message = this.desk.message(seq, command.id);
    return message.ok ? ok({ message: message.value, duplicate }) : message;
  }

  /** [R9] Deletes the room, with all that is in it, where its owner asks for that. Everybody is told and cut off. */
  async erase(visitor: Visitor): Promise<Result<null>> {
    const owned = this.desk.owned(visitor);
    if (owned.ok) await this.eraseAll();
    return owned;
  }

  protected override get room(): Room {
    return this.#room;
  }

  protected override get exists(): boolean {
    return this.#room.log.exists;
  }

  protected override async eraseAll(): Promise<void> {
    // What was accepted is written and told before.
    this.#room.outbox.flush();
    const tellErased = this.#room.notices.erasing();
    const withdraw = this.#herald.erasing();
    const tellGone = this.#room.registration.erasing();
    // From here on there is nothing, in this very turn; and no alarm either (since the compatibility date 2026-02-24).
    const erased = this.ctx.storage.deleteAll();
    this.#agenda.clear();
    this.#meter.reset();
    tellErased();
    tellGone();
    this.#replaceRoom(CLOSE.gone, "The room was deleted.");
    withdraw();
    await erased;
    logLine("room.erase", { room: this.ctx.id.toString() });
  }

  /** [R8] Everybody comes back to the log that was brought in. */
  protected override renew(): void {
    this.#replaceRoom(CLOSE.restart, "The room has another log now.");
    this.#room.ports.grown();
    // [O2] What was reported may not be there any more.
    this.#room.registration.tell();
    logLine("room.import", { room: this.ctx.id.toString() });
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const server = this.#sockets.hears(socket) ? this.#sockets : this.#engine.hears(socket) ? this.#engine : undefined;
    if (!server) return;
    await this.#rounds.lookRound();
    this.#meter.frame(data);
    await server.message(socket, data);
    carryCounts(this.#room);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.#gone(socket, code);
    answerClose(socket, code);
  }

  override webSocketError(socket: WebSocket): void {
    this.#gone(socket, 1006);
  }

  override async alarm(): Promise<void> {
    this.#meter.counts.requests++;
    this.#rounds.rung();
    this.#herald.look();
    await this.#rounds.sweep(Date.now());
  }

  async #connect(visit: Visit): Promise<Response> {
    if (visit.mustGoOn && !this.#room.goesOn(visit)) return new Response(null, { status: GOES_NOT_ON });
    const unlocked = await this.#room.unlock(visit, visit);
    const admitted = unlocked.ok ? this.#room.admits(visit) : unlocked;
    return admitted.ok ? this.#sockets.connect(visit) : problemResponse(admitted.error);
  }

  /** The room as it is stored. */
  #newRoom(): Room {
    const { ctx, env } = this;
    return new Room({
      name: ctx.id.name ?? "",
      storage: ctx.storage,
      meter: this.#meter,
      quota: messageQuota(env),
      perAddress: connectionsPerAddress(env),
      keep: keepLimits(env),
      heartbeat: heartbeatMs(env),
      now: () => Date.now(),
      authenticate: this.#identity.authenticate,
      renew: this.#identity.renew,
      deliver: async (user, news) => env.INBOXES.getByName(user).take(news),
      registry: registryPort(env),
      grown: () => {
        this.#rounds.wakeBy(this.#rounds.trimAt);
        this.#herald.look();
      },
      peopled: () => this.#herald.look(),
      report: (error) => this.#report(error),
    });
  }

  /**
   * Takes the room from storage anew, where that has become another one. Of the old one nothing is kept in memory; whoever was
   * in it is sent away.
   */
  #replaceRoom(code: CloseCode, reason: string): void {
    const { links } = this.#room.outbox;
    this.#room.isOver = true;
    this.#room = this.#newRoom();
    for (const link of links) dismiss(link, code, reason);
  }

  #report(error: unknown): void {
    logError("room.error", error, { room: this.ctx.id.toString() });
  }

  #gone(socket: WebSocket, code: number): void {
    if (!this.#sockets.gone(socket) && !this.#engine.gone(socket, code === 1006)) return;
    logLine("room.leave", { room: this.ctx.id.toString(), code, online: this.#room.members.presence.online });
  }
}
