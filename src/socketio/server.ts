import { Decoder, isPacketValid, PacketType, type Packet } from "socket.io-parser";
import { CONNECTS_MAX } from "../config.ts";
import type { Data } from "../engineio/packets.ts";
import type { Handler } from "../engineio/server.ts";
import type { Reason, Session } from "../engineio/session.ts";
import { Client, framesOf, type IoState } from "./client.ts";

/** What came of asking to be let in. */
export type Admission<D> =
  | {
      readonly ok: true;
      /** What the application keeps of the client. */
      readonly data: D;
      /** A public id, where it is to have another than a new one. */
      readonly id?: string;
      /** The private id by which the client may be known again: then its connection can be recovered. */
      readonly pid?: string;
    }
  | { readonly ok: false; readonly error: { readonly message: string; readonly data?: object } };

/** Why a client left, in the words of the vendor's own server. */
export type LeaveReason = Reason | "client namespace disconnect";

/** What a Socket.IO server is for. It hosts any. */
export interface Application<V, D> {
  readonly namespaces: ReadonlySet<string>;
  /** Somebody wants in. @param auth what they sent along */
  admit(client: Client<V, D>, auth: Readonly<Record<string, unknown>>): Admission<D> | Promise<Admission<D>>;
  /** Somebody is in, and has been told so. */
  joined(client: Client<V, D>): void;
  /** An event came. @param ack what to answer it by, where an answer is asked for */
  event(client: Client<V, D>, args: readonly unknown[], ack: number | undefined): void | Promise<void>;
  /** The answer to a question came. */
  answered(client: Client<V, D>, id: number, args: readonly unknown[]): void;
  left(client: Client<V, D>, reason: LeaveReason): void;
}

/** Socket.IO, version 5 of the protocol, on Engine.IO sessions. */
export class SocketIoServer<V, D> implements Handler<IoState<V, D>> {
  readonly #app: Application<V, D>;
  readonly #connectTimeout: number;
  readonly #decoders = new WeakMap<Session<IoState<V, D>>, PacketDecoder>();
  readonly #clients = new WeakMap<Session<IoState<V, D>>, Map<string, Client<V, D>>>();
  readonly #report: (error: unknown) => void;

  /**
   * @param connectTimeout how long a session may be open without being in any namespace, ms
   * @param report is told what the application threw
   */
  constructor(app: Application<V, D>, connectTimeout: number, report: (error: unknown) => void) {
    this.#app = app;
    this.#connectTimeout = connectTimeout;
    this.#report = report;
  }

  /** What is kept of a new session. */
  static state<V, D>(visitor: V): IoState<V, D> {
    return { visitor, connects: 0, clients: {} };
  }

  /** Takes back a session that a wake found. @returns its clients */
  restore(session: Session<IoState<V, D>>): readonly Client<V, D>[] {
    return Object.keys(session.state.data.clients).map((namespace) => this.#add(session, namespace));
  }

  opened(session: Session<IoState<V, D>>): void {
    session.state.limit = Date.now() + this.#connectTimeout;
  }

  async message(session: Session<IoState<V, D>>, data: Data): Promise<void> {
    let packet: Packet | undefined;
    try {
      packet = this.#decoderOf(session).add(data);
      if (packet && !isPacketValid(packet)) throw new Error("not a packet");
    } catch {
      return session.fail();
    }
    if (packet) await this.#take(session, packet);
  }

  closed(session: Session<IoState<V, D>>, reason: Reason): void {
    for (const client of this.#clients.get(session)?.values() ?? []) this.#remove(client, reason);
  }

  async #take(session: Session<IoState<V, D>>, { type, nsp, data, id }: Packet): Promise<void> {
    const client = this.#clients.get(session)?.get(nsp);
    if (type === PacketType.CONNECT && !client) {
      return this.#connect(session, nsp, (data as Record<string, unknown> | undefined) ?? {});
    }
    if (client && type === PacketType.EVENT) return this.#app.event(client, data as unknown[], id);
    if (client && type === PacketType.ACK) return this.#app.answered(client, id ?? -1, data as unknown[]);
    if (client && type === PacketType.DISCONNECT) return this.#remove(client, "client namespace disconnect");
    // To speak in a namespace without being in it is no use of the protocol.
    session.close();
  }

  /** Nothing comes from the session meanwhile: its next packet is read when this one has been dealt with. */
  async #connect(session: Session<IoState<V, D>>, nsp: string, auth: Record<string, unknown>): Promise<void> {
    const { data: state } = session.state;
    // Being let in is work: a session that asks again and again is up to nothing good.
    if (++state.connects > CONNECTS_MAX) return session.close();
    if (!this.#app.namespaces.has(nsp)) return refuse(session, nsp, { message: "Invalid namespace" });
    const client = new Client<V, D>(session, nsp);
    const admission = await this.#admit(client, auth);
    if (!session.isOpen) return;
    if (!admission.ok) return refuse(session, nsp, admission.error);
    const sid = admission.id ?? crypto.getRandomValues(new Uint8Array(15)).toBase64({ alphabet: "base64url" });
    state.clients[nsp] = { id: sid, data: admission.data, asked: 0 };
    delete session.state.limit;
    session.keep();
    this.#add(session, nsp, client);
    const answer = admission.pid === undefined ? { sid } : { sid, pid: admission.pid };
    for (const frame of framesOf({ type: PacketType.CONNECT, nsp, data: answer })) session.send(frame);
    this.#app.joined(client);
  }

  async #admit(client: Client<V, D>, auth: Record<string, unknown>): Promise<Admission<D>> {
    try {
      return await this.#app.admit(client, auth);
    } catch (error) {
      this.#report(error);
      return { ok: false, error: { message: "Something went wrong here.", data: { code: "internal" } } };
    }
  }

  #add(session: Session<IoState<V, D>>, nsp: string, client = new Client<V, D>(session, nsp)): Client<V, D> {
    const clients = this.#clients.get(session) ?? new Map<string, Client<V, D>>();
    this.#clients.set(session, clients.set(nsp, client));
    return client;
  }

  #remove(client: Client<V, D>, reason: LeaveReason): void {
    const { session, namespace } = client;
    this.#clients.get(session)?.delete(namespace);
    this.#app.left(client, reason);
    const { clients } = session.state.data;
    delete clients[namespace];
    if (Object.keys(clients).length === 0) this.opened(session);
    session.keep();
  }

  #decoderOf(session: Session<IoState<V, D>>): PacketDecoder {
    let decoder = this.#decoders.get(session);
    if (!decoder) this.#decoders.set(session, (decoder = new PacketDecoder()));
    return decoder;
  }
}

function refuse<V, D>(session: Session<IoState<V, D>>, nsp: string, error: object): void {
  for (const frame of framesOf({ type: PacketType.CONNECT_ERROR, nsp, data: error })) session.send(frame);
}

/** The vendor's decoder, which tells a packet by an event, as a function. */
class PacketDecoder {
  readonly #decoder = new Decoder();
  #packet: Packet | undefined;

  constructor() {
    this.#decoder.on("decoded", (packet: Packet) => (this.#packet = packet));
  }

  /** @returns the packet that is now complete, if one is. @throws where this is none */
  add(data: Data): Packet | undefined {
    this.#packet = undefined;
    this.#decoder.add(data);
    return this.#packet;
  }
}
