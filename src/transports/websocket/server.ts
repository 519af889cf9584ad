import { CLOSE } from "../../protocol/errors.ts";
import { FRAME_MAX_BYTES } from "../../protocol/limits.ts";
import { newLinkState, type Link, type RoomPort, type Traffic } from "../../room/link.ts";
import type { Visit } from "../../visit.ts";
import { decode, isOversized } from "./decode.ts";
import { Formats } from "./formats.ts";
import { SocketLink } from "./link.ts";
import { judgeSilence } from "./silence.ts";

/** The WebSockets of one room. */
export class SocketServer {
  readonly #ctx: Pick<DurableObjectState, "acceptWebSocket" | "getWebSocketAutoResponseTimestamp">;
  readonly #room: RoomPort;
  readonly #traffic: Traffic;
  readonly #formats: Formats;
  readonly #links = new Map<WebSocket, SocketLink>();

  constructor(
    ctx: Pick<DurableObjectState, "acceptWebSocket" | "getWebSocketAutoResponseTimestamp">,
    room: RoomPort,
    traffic: Traffic,
  ) {
    this.#ctx = ctx;
    this.#room = room;
    this.#traffic = traffic;
    this.#formats = new Formats(room);
  }

  /** Takes back the sockets that a wake found. @returns their links */
  restore(sockets: readonly WebSocket[]): readonly Link[] {
    for (const socket of sockets) {
      const link = SocketLink.restore(socket, this.#formats, this.#traffic);
      if (link) this.#links.set(socket, link);
    }
    return [...this.#links.values()];
  }

  /** Accepts a socket, as the worker says, and lets its client in. @returns the upgrade */
  connect(visit: Visit): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    const state = newLinkState(visit, Date.now());
    const link = SocketLink.open(server, { mode: visit.mode, echo: visit.echo, state }, this.#formats, this.#traffic);
    this.#links.set(server, link);
    this.#room.join(link, visit);
    const headers = visit.protocol === undefined ? {} : { "Sec-WebSocket-Protocol": visit.protocol };
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  /** Whether anything is heard of a socket any more: frames that were on their way when this side closed are not listened to. */
  hears(socket: WebSocket): boolean {
    return this.#links.get(socket)?.isOpen ?? false;
  }

  /** A frame from a client. Settles when its commands have been dealt with. */
  async message(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const link = this.#links.get(socket);
    if (!link?.isOpen) return;
    link.heardAt = Date.now();
    if (isOversized(data)) {
      this.#room.cut(link, CLOSE.tooBig, `A frame holds at most ${FRAME_MAX_BYTES} bytes.`);
      return;
    }
    const frame = decode(link.mode, data);
    if (frame.ok) await this.#room.receive(link, frame.value);
    else this.#room.badFrame(link, frame.error);
  }

  /** A socket was closed. @returns whether it was one of these */
  gone(socket: WebSocket): boolean {
    const link = this.#links.get(socket);
    if (!link) return false;
    this.#links.delete(socket);
    this.#room.leave(link);
    return true;
  }

  /** Ends connections that have gone silent. @returns whether any is late */
  sweep(now: number, heartbeat: number): boolean {
    let isAnyLate = false;
    for (const [socket, link] of this.#links) {
      const ping = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime();
      const heard = ping === undefined ? undefined : Math.max(ping, link.heardAt);
      const verdict = judgeSilence(heard, now, heartbeat);
      if (verdict === "silent") this.#room.cut(link, CLOSE.silent, "Nothing was heard for too long.");
      isAnyLate ||= verdict === "late";
    }
    return isAnyLate;
  }
}
