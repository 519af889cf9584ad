import { isWithinBytes } from "../protocol/fields.ts";
import { SOCKET_TOO_MANY, type Approach } from "./approach.ts";
import type { Attachment, Role } from "./carrier.ts";
import { decodeBody, decodeFrame, encodeFrame, type Data, type Frame } from "./packets.ts";
import { refusalResponse, type Refusal } from "./refusals.ts";
import { Session, type Heartbeat, type Reason, type SessionPorts, type SessionState } from "./session.ts";

/** What a session is for: the layer above. */
export interface Handler<T> {
  opened(session: Session<T>): void;
  /** Settles when the message has been dealt with: only then the next one is read. */
  message(session: Session<T>, data: Data): void | Promise<void>;
  closed(session: Session<T>, reason: Reason): void;
}

export interface EngineOptions extends Heartbeat {
  /** Bytes of a frame, or of a request's body. */
  readonly maxPayload: number;
}

/** The Engine.IO sessions of one object: version 4 of the protocol, over polling and WebSockets that hibernate. */
export class EngineServer<T> {
  readonly options: EngineOptions;
  readonly #ctx: Pick<DurableObjectState, "acceptWebSocket">;
  readonly #handler: Handler<T>;
  readonly #ports: SessionPorts<T>;
  readonly #sessions = new Map<string, Session<T>>();
  /** Every socket, the worker's too, with its session. */
  readonly #sockets = new Map<WebSocket, Session<T>>();

  constructor(ctx: Pick<DurableObjectState, "acceptWebSocket">, handler: Handler<T>, options: EngineOptions) {
    this.#ctx = ctx;
    this.#handler = handler;
    this.#ports = {
      message: (session, data) => handler.message(session, data),
      ended: (session, reason) => handler.closed(session, reason),
      forget: ({ state }) => this.#sessions.delete(state.sid),
    };
    this.options = options;
  }

  /** Takes back the sockets that a wake found. @returns their sessions */
  restore(sockets: readonly WebSocket[]): readonly Session<T>[] {
    const probes: { socket: WebSocket; sid: string; isProbed: boolean }[] = [];
    for (const socket of sockets) {
      const kept = socket.deserializeAttachment() as Attachment<SessionState<T>> | null; // Written by a carrier.
      if (kept?.engine === "probe") probes.push({ socket, ...kept });
      else if (kept?.engine !== undefined) {
        this.#add(socket, kept.engine, kept.session);
        // What waited for the next poll is lost: the client is to begin anew.
        if (kept.isOwed) this.#sessions.delete(kept.session.sid);
      }
    }
    for (const { socket, sid, isProbed } of probes) {
      const session = this.#sessions.get(sid);
      if (session) {
        session.probe(socket, isProbed);
        this.#sockets.set(socket, session);
      } else socket.close(1000);
    }
    return [...new Set(this.#sockets.values())];
  }

  /** Whether anything is heard of a socket. */
  hears(socket: WebSocket): boolean {
    return this.#sockets.has(socket);
  }

  /**
   * Answers a request for a socket: the client's own, or the worker's that stands for a poll.
   * @param data what the layer above keeps of a new session
   */
  connect({ transport, sid }: Approach, data: () => T): Response {
    if (sid === undefined) return this.#open(transport, data());
    const session = this.#find(sid);
    if (!session) return refusalResponse("session");
    if (!session.admits(transport)) {
      if (transport === "websocket") return new Response(null, { status: SOCKET_TOO_MANY });
      return refusalResponse(session.isOpen ? "request" : "session");
    }
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    this.#sockets.set(server, session);
    if (transport === "polling") session.poll(server);
    else session.probe(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  /** The body of a request. @returns why it is refused */
  async receive(sid: string, body: string): Promise<Refusal | null> {
    const session = this.#find(sid);
    if (!session?.isOpen) return "session";
    return (await session.receive(decodeBody(body))) ? null : "request";
  }

  /** A frame on one of the sockets. */
  async message(socket: WebSocket, frame: Frame): Promise<void> {
    const session = this.#sockets.get(socket);
    if (!session) return;
    const { maxPayload } = this.options;
    const isTooBig = typeof frame === "string" ? !isWithinBytes(frame, maxPayload) : frame.byteLength > maxPayload;
    if (isTooBig) session.tooBig();
    else await session.hear(socket, decodeFrame(frame));
  }

  /** A socket was closed. @returns whether a session has ended with it */
  gone(socket: WebSocket, isError: boolean): boolean {
    const session = this.#sockets.get(socket);
    this.#sockets.delete(socket);
    session?.gone(socket, isError);
    return session?.isBorneBy(socket) ?? false;
  }

  /** When `beat` has something to do next, ms since 1970; Infinity where there is nobody. */
  get due(): number {
    let due = Infinity;
    for (const session of this.#sessions.values()) due = Math.min(due, session.due);
    return due;
  }

  /** Looks after everybody's heartbeat. @param quietMs of whom nothing was heard for so long is asked now */
  beat(now: number, quietMs = Infinity): void {
    for (const session of this.#sessions.values()) session.beat(now, quietMs);
  }

  #find(sid: string): Session<T> | undefined {
    const session = this.#sessions.get(sid);
    // Its time may be over, and the timer late.
    session?.beat(Date.now(), Infinity);
    return this.#sessions.get(sid);
  }

  #open(transport: Approach["transport"], data: T): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    const { pingInterval, pingTimeout, maxPayload } = this.options;
    const sid = crypto.getRandomValues(new Uint8Array(15)).toBase64({ alphabet: "base64url" });
    const now = Date.now();
    const state: SessionState<T> = { sid, data, pingedAt: now, heardAt: now, isPinged: false };
    const session = this.#add(server, transport === "polling" ? "spent" : "websocket", state);
    const upgrades = transport === "polling" ? ["websocket"] : [];
    const hello = { sid, upgrades, pingInterval, pingTimeout, maxPayload };
    server.send(encodeFrame({ type: "open", data: JSON.stringify(hello) }));
    this.#handler.opened(session);
    session.keep();
    return new Response(null, { status: 101, webSocket: client });
  }

  #add(socket: WebSocket, role: Role, state: SessionState<T>): Session<T> {
    const session = new Session<T>(this.#ports, this.options, socket, role, state);
    this.#sessions.set(state.sid, session);
    this.#sockets.set(socket, session);
    return session;
  }
}
