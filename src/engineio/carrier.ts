import { bufferedAmount } from "../buffered.ts";
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
  /** A WebSocket that is tried out, and whether it has answered. */
  | { readonly engine: "probe"; readonly sid: string; readonly isProbed: boolean }
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
  #isOver = false;
  /** What the next poll is told when nothing else waits, and no other is. */
  #last: Frame | undefined;
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

  /** Whether there is something to tell to another poll. */
  get isOwed(): boolean {
    return this.#waiting.length > 0 || this.#last !== undefined;
  }

  /** Bytes that wait for the client. */
  get buffered(): number {
    return this.#role === "websocket" ? bufferedAmount(this.#socket) : this.#waitingSize;
  }

  /** Keeps the state through hibernation, as long as there is any to keep. */
  keep(): void {
    if (this.#isOver) return;
    const attachment: Attachment<S> = { engine: this.#role, session: this.#state, isOwed: this.isOwed };
    this.#socket.serializeAttachment(attachment);
  }

  /** Sends a frame, now or with the next poll. */
  send(frame: Frame): void {
    if (this.#role === "websocket") {
      send(this.#socket, frame);
      return;
    }
    this.#waiting.push(frame);
    this.#waitingSize += sizeOf(frame);
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
    if (this.#role !== "poll" || this.#waiting.length === 0) return;
    this.#waitingSize = 0;
    this.#answer(this.#waiting.splice(0));
  }

  /** A poll has come, and is to be told packets as one text. */
  poll(socket: WebSocket): void {
    const last = this.#socket;
    this.#socket = socket;
    this.#role = "poll";
    this.keep();
    release(last);
    if (this.#waiting.length > 0) this.flush();
    else if (this.#last !== undefined) this.#sayLast(this.#last);
    else if (this.#isProbed) this.#makeWay();
  }

  /** Whoever holds a poll will not hold it any longer. */
  expire(socket: WebSocket): void {
    if (this.is(socket) && this.#role === "poll") this.#answer([NOOP]);
  }

  /** Whether a WebSocket is tried out. */
  get hasProbe(): boolean {
    return this.#probe !== undefined;
  }

  /** A WebSocket has come that the session may move to. @param isProbed whether it has been found to work: before a wake */
  probe(socket: WebSocket, isProbed = false): void {
    this.#probe = socket;
    this.#isProbed = isProbed;
    const attachment: Attachment<S> = { engine: "probe", sid: this.#state.sid, isProbed };
    socket.serializeAttachment(attachment);
  }

  /** A packet came on a WebSocket that is tried out. */
  probed(socket: WebSocket, packet: Packet | undefined): void {
    if (socket !== this.#probe) return;
    if (packet?.type === "ping" && packet.data === "probe") {
      this.probe(socket, true);
      send(socket, PROBED);
      if (this.#role === "poll") this.#makeWay();
    } else if (packet?.type === "upgrade" && this.#isProbed) {
      this.#upgrade(socket);
    } else {
      this.giveUp(socket);
      release(socket);
    }
  }

  /** A WebSocket that was tried out is not any more: polls are held as before. */
  giveUp(socket: WebSocket): void {
    if (socket !== this.#probe) return;
    this.#probe = undefined;
    this.#isProbed = false;
  }

  /**
   * No more is sent. A wake is to find nothing of the session.
   * @param last the end, for a poller: told by itself, for the vendor's client drops what comes with it
   */
  finish(last: Frame): void {
    this.flush();
    if (this.#role === "poll") this.#sayLast(last);
    else if (this.#role === "spent") this.#last = last;
    this.#isOver = true;
    this.#socket.serializeAttachment(null);
    const probe = this.#probe;
    if (!probe) return;
    this.giveUp(probe);
    release(probe);
  }

  /** Lets go of the socket. */
  release(code?: number, reason?: string): void {
    release(this.#socket, code, reason);
  }

  #sayLast(last: Frame): void {
    this.#last = undefined;
    this.#answer([last]);
  }

  #answer(frames: readonly Frame[]): void {
    send(this.#socket, encodeBody(frames));
    this.#role = "spent";
    this.keep();
  }

  #upgrade(socket: WebSocket): void {
    // A client that upgrades has no poll any more, or has not understood.
    release(this.#socket, this.#role === "poll" ? POLL_REFUSED : CLOSE_NORMAL);
    this.giveUp(socket);
    this.#socket = socket;
    this.#role = "websocket";
    const frames = this.#waiting.splice(0);
    this.#waitingSize = 0;
    this.keep();
    for (const frame of frames) send(socket, frame);
  }

  /** Lets a poll that waits go soon, so that the client can turn to its WebSocket. */
  #makeWay(): void {
    const socket = this.#socket;
    setTimeout(() => this.expire(socket), PROBE_POLL_MS);
  }
}

/** A socket can go between two events without its handler having run yet. */
function send(socket: WebSocket, frame: Frame): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(frame);
}

function release(socket: WebSocket, code = CLOSE_NORMAL, reason = ""): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(code, reason);
}
