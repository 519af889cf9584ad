import { encodeBody, encodeFrame, sizeOf, type Frame, type Packet } from "./packets.ts";

/**
 * What carries a session now: the client's own WebSocket; or one of the worker's, which holds a poll (`poll`) or has answered it
 * (`spent`) and stays until the next poll is there.
 */
export type Role = "websocket" | "poll" | "spent";

/** What is kept on a socket; nothing of these on one that is another transport's. */
export type Attachment<S> =
  /** Where something waits for the next poll (`isOwed`), a wake finds the session but not what waited. */
  | { readonly engine: Role; readonly session: S; readonly isOwed: boolean }
  /** A WebSocket that is tried out. */
  | { readonly engine: "probe"; readonly sid: string }
  | { readonly engine?: undefined };

/** A poll that comes while a WebSocket is tried out is held at least so long, ms: most upgrades are over by then. */
const PROBE_POLL_MS = 100;
/** The code with which a held poll is let go without an answer: the worker then refuses it. */
const POLL_REFUSED = 4400;
const CLOSE_NORMAL = 1000;
const NOOP = encodeFrame({ type: "noop" });
const PROBED = encodeFrame({ type: "pong", data: "probe" });

/** How the packets of one session travel to its client: over whatever socket there is now, in order, through every change of it. */
export class Carrier<S extends { readonly sid: string }> {
  readonly #state: S;
  #socket: WebSocket;
  #role: Role;
  /** The WebSocket that the client tries out, to upgrade to. */
  #probe: WebSocket | undefined;
  #isProbed = false;
  #isFlushing = false;
  /** What waits for the next poll, and how much that is in bytes. */
  #waiting: Frame[] = [];
  #waitingSize = 0;

  /** @param state what is kept on the socket */
  constructor(socket: WebSocket, role: Role, state: S) {
    this.#socket = socket;
    this.#role = role;
    this.#state = state;
  }

  get role(): Role {
    return this.#role;
  }

  /** Whether this is the socket that carries the session now. */
  is(socket: WebSocket): boolean {
    return socket === this.#socket;
  }

  /** Whether anything sent may still arrive. */
  get isUp(): boolean {
    return this.#role !== "websocket" || this.#socket.readyState === WebSocket.OPEN;
  }

  /** Whether something waits for the next poll. */
  get isOwed(): boolean {
    return this.#waiting.length > 0;
  }

  /** Bytes that wait for the client. */
  get buffered(): number {
    if (this.#role !== "websocket") return this.#waitingSize;
    return (this.#socket as WebSocket & { readonly bufferedAmount?: number }).bufferedAmount ?? 0;
  }

  /** Keeps the state through hibernation. */
  keep(): void {
    const attachment: Attachment<S> = { engine: this.#role, session: this.#state, isOwed: this.isOwed };
    this.#socket.serializeAttachment(attachment);
  }

  /** Sends a frame, now or with the next poll. */
  send(frame: Frame): void {
    if (this.#role === "websocket") {
      if (this.isUp) this.#socket.send(frame);
      return;
    }
    this.#push(frame);
    if (this.#role === "spent" && this.#waiting.length === 1) this.keep();
    // What is sent in one turn goes in one answer.
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    queueMicrotask(() => {
      this.#isFlushing = false;
      this.flush();
    });
  }

  /** Answers the poll that waits, where there is one and something to tell. */
  flush(): void {
    if (this.#role !== "poll" || !this.isOwed) return;
    this.#socket.send(encodeBody(this.#waiting.splice(0)));
    this.#waitingSize = 0;
    this.#role = "spent";
    this.keep();
  }

  /** A poll has come, and is to be told packets as one text. */
  poll(socket: WebSocket): void {
    const last = this.#socket;
    this.#socket = socket;
    this.#role = "poll";
    this.keep();
    release(last);
    if (this.isOwed) this.flush();
    else if (this.#isProbed) this.#makeWay();
  }

  /** Whoever holds a poll will not hold it any longer. */
  expire(socket: WebSocket): void {
    if (!this.is(socket) || this.#role !== "poll") return;
    this.#push(NOOP);
    this.flush();
  }

  /** Whether a WebSocket is tried out. */
  get hasProbe(): boolean {
    return this.#probe !== undefined;
  }

  /** A WebSocket has come that the session may move to. */
  probe(socket: WebSocket): void {
    this.#probe = socket;
    const attachment: Attachment<S> = { engine: "probe", sid: this.#state.sid };
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
      this.#upgrade(socket);
    } else {
      this.#probe = undefined;
      release(socket);
    }
  }

  /** A WebSocket that was tried out has gone. */
  giveUp(socket: WebSocket): void {
    if (socket === this.#probe) this.#probe = undefined;
  }

  /** No more is sent, but for this to a poll. A wake is to find nothing of the session. */
  finish(last: Frame): void {
    if (this.#role !== "websocket") {
      this.#push(last);
      this.flush();
    }
    this.#socket.serializeAttachment(null);
    if (this.#probe) release(this.#probe);
  }

  /** Lets go of the socket. */
  release(code?: number, reason?: string): void {
    release(this.#socket, code, reason);
  }

  #push(frame: Frame): void {
    this.#waiting.push(frame);
    this.#waitingSize += sizeOf(frame);
  }

  #upgrade(socket: WebSocket): void {
    // A client that upgrades has no poll any more, or has not understood.
    release(this.#socket, this.#role === "poll" ? POLL_REFUSED : CLOSE_NORMAL);
    this.#probe = undefined;
    this.#socket = socket;
    this.#role = "websocket";
    const frames = this.#waiting.splice(0);
    this.#waitingSize = 0;
    this.keep();
    for (const frame of frames) socket.send(frame);
  }

  /** Lets a poll that waits go soon, so that the client can turn to its WebSocket. */
  #makeWay(): void {
    const socket = this.#socket;
    setTimeout(() => this.expire(socket), PROBE_POLL_MS);
  }
}

function release(socket: WebSocket, code = CLOSE_NORMAL, reason = ""): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(code, reason);
}
