import { encodeBody, encodeFrame, sizeOf, type Data, type Frame, type Packet } from "./packets.ts";

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

/**
 * What carries a session now: the client's own WebSocket; or one of the worker's, which holds a poll (`poll`) or has answered it
 * (`spent`) and stays until the next poll is there.
 */
export type Role = "websocket" | "poll" | "spent";

/** What is kept on a socket. Where something waits for the next poll (`isOwed`), a wake finds the session but not what waited. */
export type Attachment<T> =
  | { readonly engine: Role; readonly session: SessionState<T>; readonly isOwed: boolean }
  | { readonly engine: "probe"; readonly sid: string };

/** What a session tells its server. */
export interface SessionPorts<T> {
  message(session: Session<T>, data: Data): void | Promise<void>;
  ended(session: Session<T>, reason: Reason): void;
  /** The session has ended, and nothing waits for its client any more. */
  forget(session: Session<T>): void;
}

/** The code with which a held poll is let go without an answer: the worker then refuses it. */
export const POLL_REFUSED = 4400;
/** A poll that comes while a WebSocket is tried out is held at least so long, ms: most upgrades are over by then. */
const PROBE_POLL_MS = 100;
const CLOSE_NORMAL = 1000;
const NOOP = encodeFrame({ type: "noop" });
const CLOSE = encodeFrame({ type: "close" });
const PING = encodeFrame({ type: "ping" });
const PROBED = encodeFrame({ type: "pong", data: "probe" });

/** One Engine.IO session: what travels either way, over whatever transport it uses now. */
export class Session<T> {
  readonly state: SessionState<T>;
  readonly #ports: SessionPorts<T>;
  readonly #heartbeat: Heartbeat;
  #bearer: WebSocket;
  #role: Role;
  /** The WebSocket that the client tries out, to upgrade to. */
  #probe: WebSocket | undefined;
  #isProbed = false;
  #isOpen = true;
  /** Whether packets of a request are being dealt with. */
  #isReceiving = false;
  #isFlushing = false;
  /** What waits for the next poll. */
  #waiting: Frame[] = [];
  #waitingSize = 0;

  constructor(ports: SessionPorts<T>, heartbeat: Heartbeat, bearer: WebSocket, role: Role, state: SessionState<T>) {
    this.#ports = ports;
    this.#heartbeat = heartbeat;
    this.#bearer = bearer;
    this.#role = role;
    this.state = state;
  }

  /** Whether anything sent may still arrive. */
  get isOpen(): boolean {
    return this.#isOpen && (this.#role !== "websocket" || this.#bearer.readyState === WebSocket.OPEN);
  }

  get role(): Role {
    return this.#role;
  }

  isBorneBy(socket: WebSocket): boolean {
    return socket === this.#bearer;
  }

  /** Bytes that wait for the client. */
  get buffered(): number {
    if (this.#role !== "websocket") return this.#waitingSize;
    return (this.#bearer as WebSocket & { readonly bufferedAmount?: number }).bufferedAmount ?? 0;
  }

  /** Keeps `state` through hibernation. */
  keep(): void {
    if (!this.#isOpen) return;
    const attachment: Attachment<T> = { engine: this.#role, session: this.state, isOwed: this.#waiting.length > 0 };
    this.#bearer.serializeAttachment(attachment);
  }

  /** Sends a packet that is encoded already. */
  send(frame: Frame): void {
    if (!this.isOpen) return;
    if (this.#role === "websocket") return this.#bearer.send(frame);
    this.#waiting.push(frame);
    this.#waitingSize += sizeOf(frame);
    if (this.#role === "spent" && this.#waiting.length === 1) this.keep();
    // What is sent in one turn goes in one answer.
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    queueMicrotask(() => {
      this.#isFlushing = false;
      this.#flush();
    });
  }

  /** Ends the session from this side; what was sent before still arrives. */
  close(code = CLOSE_NORMAL, reason = ""): void {
    this.#end("forced close", CLOSE, code, reason);
  }

  /** Whether another socket may come now. A poll beside one that is held ends the session, as the protocol has it. */
  admits(transport: "polling" | "websocket"): boolean {
    if (this.#role === "websocket") return false;
    if (transport === "websocket") return this.#isOpen && !this.#probe;
    if (this.#role === "poll") this.#end("transport error");
    return this.#role === "spent" && (this.#isOpen || this.#waiting.length > 0);
  }

  /** What came makes no sense to the layer above. */
  fail(): void {
    this.#end("parse error");
  }

  /** A poll has come, and is to be told packets as one text. */
  poll(socket: WebSocket): void {
    const last = this.#bearer;
    this.#bearer = socket;
    this.#role = "poll";
    this.keep();
    release(last);
    if (this.#waiting.length > 0) this.#flush();
    else if (this.#isProbed) this.#makeWay();
    if (!this.#isOpen) this.#leave();
  }

  /** Whoever holds a poll will not hold it any longer. */
  expirePoll(socket: WebSocket): void {
    if (socket !== this.#bearer || this.#role !== "poll") return;
    this.#waiting.push(NOOP);
    this.#flush();
  }

  /** A WebSocket has come that the session may move to. */
  probe(socket: WebSocket): void {
    this.#probe = socket;
    const attachment: Attachment<T> = { engine: "probe", sid: this.state.sid };
    socket.serializeAttachment(attachment);
  }

  /** A packet came on a WebSocket that is tried out. */
  probed(socket: WebSocket, packet: Packet | undefined): void {
    if (socket !== this.#probe) return;
    if (packet?.type === "ping" && packet.data === "probe") {
      socket.send(PROBED);
      this.#isProbed = true;
      if (this.#role === "poll") this.#makeWay();
    } else if (packet?.type === "upgrade" && this.#isProbed) {
      const last = this.#bearer;
      if (this.#role === "poll") last.close(POLL_REFUSED);
      else release(last);
      this.#probe = undefined;
      this.#bearer = socket;
      this.#role = "websocket";
      this.keep();
      for (const frame of this.#waiting.splice(0)) socket.send(frame);
      this.#waitingSize = 0;
    } else {
      this.#probe = undefined;
      release(socket);
    }
  }

  /** The packets of a request have come. @returns whether that was all right */
  async receive(packets: readonly Packet[] | undefined): Promise<boolean> {
    if (this.#role === "websocket") return false;
    if (!packets || this.#isReceiving) {
      this.#end(packets ? "transport error" : "parse error");
      return false;
    }
    this.#isReceiving = true;
    try {
      for (const packet of packets) {
        await this.take(packet);
        if (!this.#isOpen) return packet.type === "close";
      }
      return true;
    } finally {
      this.#isReceiving = false;
    }
  }

  /** A packet came from the client; undefined where it was none. */
  async take(packet: Packet | undefined): Promise<void> {
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
        return this.#end("parse error");
      // Out of place, and harmless.
      case "open":
      case "upgrade":
      case "noop":
    }
  }

  /** The other side of a socket has gone. */
  gone(socket: WebSocket, isError: boolean): void {
    if (socket === this.#probe) this.#probe = undefined;
    if (socket !== this.#bearer) return;
    if (this.#isOpen) this.#end(isError ? "transport error" : "transport close");
    else this.#ports.forget(this);
  }

  /** A frame is larger than any that is read here. */
  tooBig(): void {
    this.#end("transport error", CLOSE, CLOSE_TOO_BIG);
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

  /** Lets a poll that waits go soon, so that the client can turn to its WebSocket. */
  #makeWay(): void {
    const socket = this.#bearer;
    setTimeout(() => this.expirePoll(socket), PROBE_POLL_MS);
  }

  #flush(): void {
    if (this.#role !== "poll" || this.#waiting.length === 0) return;
    this.#bearer.send(encodeBody(this.#waiting.splice(0)));
    this.#waitingSize = 0;
    this.#role = "spent";
    this.keep();
  }

  /** @param last what a poll that waits is told */
  #end(reason: Reason, last: Frame = CLOSE, code = CLOSE_NORMAL, why = ""): void {
    if (!this.#isOpen) return;
    const isUntold = this.#role === "spent" && this.#waiting.length > 0;
    if (this.#role !== "websocket") {
      this.#waiting.push(last);
      this.#flush();
    }
    this.#isOpen = false;
    this.#bearer.serializeAttachment(null);
    if (this.#probe) release(this.#probe);
    // What the client was to be told before is still there for its next poll, as long as it may come.
    if (!isUntold || reason !== "forced close") this.#leave(code, why);
    this.#ports.ended(this, reason);
  }

  #leave(code = CLOSE_NORMAL, why = ""): void {
    release(this.#bearer, code, why);
    this.#ports.forget(this);
  }
}

const CLOSE_TOO_BIG = 1009;

function release(socket: WebSocket, code = CLOSE_NORMAL, reason = ""): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(code, reason);
}
