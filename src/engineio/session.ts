import { Carrier, type Role } from "./carrier.ts";
import { encodeFrame, type Data, type Frame, type Packet } from "./packets.ts";

/** Why a session ended, in the words of the vendor's own server. */
export type Reason = "transport close" | "transport error" | "ping timeout" | "parse error" | "forced close";

/** How often a session is asked whether it is still there, and how long it has to answer. ms */
export interface Heartbeat {
  readonly pingInterval: number;
  readonly pingTimeout: number;
}

/** What is kept of a session through hibernation. */
export interface SessionState<T> {
  readonly sid: string;
  /** What the layer above keeps. */
  data: T;
  /** When the last ping was sent, at first when the session began. This and the next in ms since 1970. */
  pingedAt: number;
  /** When anything last came. */
  heardAt: number;
  /** Whether the last ping has no answer yet. */
  isPinged: boolean;
  /** When the session ends unless the layer above lifts this. ms since 1970 */
  limit?: number;
}

/** What a session tells its server. */
export interface SessionPorts<T> {
  message(session: Session<T>, data: Data): void | Promise<void>;
  ended(session: Session<T>, reason: Reason): void;
  /** The session has ended, and nothing waits for its client any more. */
  forget(session: Session<T>): void;
}

const CLOSE = encodeFrame({ type: "close" });
const NOOP = encodeFrame({ type: "noop" });
const PING = encodeFrame({ type: "ping" });
const CLOSE_TOO_BIG = 1009;

/** One Engine.IO session: its packets, its heartbeat and its end. */
export class Session<T> {
  readonly state: SessionState<T>;
  readonly #ports: SessionPorts<T>;
  readonly #heartbeat: Heartbeat;
  readonly #carrier: Carrier<SessionState<T>>;
  /** Why it ended, once it has. */
  #reason: Reason | undefined;
  /** Whether packets of a request are being dealt with. */
  #isReceiving = false;

  constructor(ports: SessionPorts<T>, heartbeat: Heartbeat, socket: WebSocket, role: Role, state: SessionState<T>) {
    this.#ports = ports;
    this.#heartbeat = heartbeat;
    this.#carrier = new Carrier(socket, role, state);
    this.state = state;
  }

  /** Whether anything sent may still arrive. */
  get isOpen(): boolean {
    return this.#isOpen && this.#carrier.isUp;
  }

  get #isOpen(): boolean {
    return this.#reason === undefined;
  }

  /** Bytes that wait for the client. */
  get buffered(): number {
    return this.#carrier.buffered;
  }

  /** Keeps `state` through hibernation. */
  keep(): void {
    if (this.#isOpen) this.#carrier.keep();
  }

  /** Sends a packet that is encoded already. */
  send(frame: Frame): void {
    if (this.#isOpen) this.#carrier.send(frame);
  }

  /** Ends the session from this side; what was sent before still arrives. */
  close(code?: number, reason?: string): void {
    this.#end("forced close", CLOSE, code, reason);
  }

  /** Ends the session: what came makes no sense. */
  fail(): void {
    this.#end("parse error");
  }

  /** Whether another socket may come now. A poll beside one that is held ends the session, as the protocol has it. */
  admits(transport: "polling" | "websocket"): boolean {
    const { role, hasProbe, isOwed } = this.#carrier;
    if (role === "websocket") return false;
    if (transport === "websocket") return this.#isOpen && !hasProbe;
    if (role === "poll") this.#end("transport error");
    return role === "spent" && (this.#isOpen || isOwed);
  }

  /** A poll has come: a socket that is to be told packets as one text. */
  poll(socket: WebSocket): void {
    this.state.heardAt = Date.now();
    this.#carrier.poll(socket);
    if (!this.#isOpen && !this.#carrier.isOwed) this.#leave();
  }

  /** A WebSocket has come that the session may move to. @param isProbed whether it has been found to work: before a wake */
  probe(socket: WebSocket, isProbed?: boolean): void {
    this.#carrier.probe(socket, isProbed);
  }

  /** Whether this is the socket that carries the session now. */
  isBorneBy(socket: WebSocket): boolean {
    return this.#carrier.is(socket);
  }

  /** A packet came on a socket; undefined where it was none. Settles when it has been dealt with. */
  async hear(socket: WebSocket, packet: Packet | undefined): Promise<void> {
    if (!this.#carrier.is(socket)) return this.#carrier.probed(socket, packet);
    // The worker says nothing, but that the time of a poll is over.
    if (this.#carrier.role !== "websocket") return this.#carrier.expire(socket);
    await this.#take(packet);
  }

  /** The packets of a request have come; undefined where they were none. @returns whether that was all right */
  async receive(packets: readonly Packet[] | undefined): Promise<boolean> {
    if (this.#carrier.role === "websocket") return false;
    if (!packets || this.#isReceiving) {
      this.#end(packets ? "transport error" : "parse error");
      return false;
    }
    this.#isReceiving = true;
    try {
      for (const packet of packets) {
        await this.#take(packet);
        // The request was in order, whatever the session ended by: why, its poll is told.
        if (!this.#isOpen) return this.#reason !== "parse error" && this.#reason !== "transport error";
      }
      return true;
    } finally {
      this.#isReceiving = false;
    }
  }

  /** A frame was larger than any that is read here. */
  tooBig(): void {
    this.#end("transport error", CLOSE, CLOSE_TOO_BIG);
  }

  /** The other side of a socket has gone. */
  gone(socket: WebSocket, isError: boolean): void {
    this.#carrier.giveUp(socket);
    if (!this.#carrier.is(socket)) return;
    if (this.#isOpen) this.#end(isError ? "transport error" : "transport close");
    else this.#ports.forget(this);
  }

  /** When `beat` has something to do next, ms since 1970. */
  get due(): number {
    const { pingedAt, isPinged, limit = Infinity } = this.state;
    return Math.min(limit, pingedAt + (isPinged ? this.#heartbeat.pingTimeout : this.#heartbeat.pingInterval));
  }

  /** Asks whether the client is still there, or gives it up. @param quietMs asks earlier where nothing was heard for so long */
  beat(now: number, quietMs: number): void {
    const { state } = this;
    const { pingInterval, pingTimeout } = this.#heartbeat;
    if (now >= (state.limit ?? Infinity)) this.close();
    else if (state.isPinged) {
      if (now >= state.pingedAt + pingTimeout) this.#end("ping timeout");
    } else if (now >= state.pingedAt + pingInterval || now >= state.heardAt + quietMs) {
      state.pingedAt = now;
      state.isPinged = true;
      this.keep();
      this.send(PING);
    }
  }

  async #take(packet: Packet | undefined): Promise<void> {
    if (!this.#isOpen) return;
    this.state.heardAt = Date.now();
    switch (packet?.type) {
      case "message":
        return this.#ports.message(this, (packet.data as Data | undefined) ?? "");
      case "pong":
        this.state.isPinged = false;
        return this.keep();
      case "close":
        return this.#end("transport close", NOOP);
      case undefined:
      case "error":
      case "ping":
        return this.fail();
      // Out of place, and harmless.
      case "open":
      case "upgrade":
      case "noop":
    }
  }

  /** @param last what a poll that waits is told */
  #end(reason: Reason, last: Frame = CLOSE, code?: number, why?: string): void {
    if (!this.#isOpen) return;
    this.#reason = reason;
    this.#carrier.finish(last);
    // What the client was to be told before, and that it is over, is there for its next polls, as long as they may come.
    if (reason !== "forced close" || !this.#carrier.isOwed) this.#leave(code, why);
    this.#ports.ended(this, reason);
  }

  #leave(code?: number, why?: string): void {
    this.#carrier.release(code, why);
    this.#ports.forget(this);
  }
}
