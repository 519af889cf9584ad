import { Encoder, PacketType, type Packet } from "socket.io-parser";
import { encodeFrame, type Frame } from "../engineio/packets.ts";
import type { Session } from "../engineio/session.ts";

export { PacketType };

/** What is kept of one client in one namespace. */
export interface ClientState<D> {
  readonly id: string;
  /** What the application keeps. */
  data: D;
  /** Questions that were put to it so far. */
  asked: number;
}

/** What is kept of a session. */
export interface IoState<V, D> {
  /** Who opened the session, as the worker has it. */
  readonly visitor: V;
  /** How often it asked to be let into a namespace. */
  connects: number;
  /** By namespace. */
  readonly clients: Record<string, ClientState<D>>;
}

const encoder = new Encoder();

/** A Socket.IO packet as Engine.IO frames: the text, and the bytes that it speaks of. */
export function framesOf(packet: Omit<Packet, "options">): readonly Frame[] {
  return encoder.encode(packet as Packet).map((part: unknown) => encodeFrame({ type: "message", data: bytesOf(part) }));
}

/** A view of bytes as the bytes alone. */
function bytesOf(part: unknown): unknown {
  if (!ArrayBuffer.isView(part)) return part;
  return part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength);
}

/** One client in one namespace: what Socket.IO calls a socket. */
export class Client<V, D> {
  readonly namespace: string;
  readonly session: Session<IoState<V, D>>;

  constructor(session: Session<IoState<V, D>>, namespace: string) {
    this.session = session;
    this.namespace = namespace;
  }

  get #state(): ClientState<D> | undefined {
    return this.session.state.data.clients[this.namespace];
  }

  /** Whether it is in the namespace, and anything sent may still arrive. */
  get isConnected(): boolean {
    return this.#state !== undefined && this.session.isOpen;
  }

  /** The public id. */
  get id(): string {
    return this.#state?.id ?? "";
  }

  /** What the application keeps of it; undefined once it has left. */
  get data(): D | undefined {
    return this.#state?.data;
  }

  /** Who opened the session. */
  get visitor(): V {
    return this.session.state.data.visitor;
  }

  /** How often its session has asked to be let into a namespace, this time too. */
  get asked(): number {
    return this.session.state.data.connects;
  }

  /** Keeps something through hibernation. */
  keep(data: D): void {
    if (!this.#state) return;
    this.#state.data = data;
    this.session.keep();
  }

  /** Sends an event. */
  emit(name: string, ...args: readonly unknown[]): void {
    this.#send(PacketType.EVENT, [name, ...args]);
  }

  /** Sends an event and asks for an answer. @returns the number that the application is told the answer by */
  ask(name: string, ...args: readonly unknown[]): number {
    const state = this.#state;
    if (!state) return -1;
    const id = state.asked++;
    this.session.keep();
    this.#send(PacketType.EVENT, [name, ...args], id);
    return id;
  }

  /** Answers an event that asked for it. */
  answer(id: number, ...args: readonly unknown[]): void {
    this.#send(PacketType.ACK, args, id);
  }

  /** Sends what is encoded already. */
  send(frame: Frame): void {
    if (this.isConnected) this.session.send(frame);
  }

  /** Tells the client that it is out: it does not come back by itself. */
  disconnect(): void {
    this.#send(PacketType.DISCONNECT, undefined);
  }

  #send(type: PacketType, data: unknown, id?: number): void {
    for (const frame of framesOf({ type, nsp: this.namespace, data, ...(id === undefined ? {} : { id }) })) {
      this.send(frame);
    }
  }
}
