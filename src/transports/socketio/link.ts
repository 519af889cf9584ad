import { formatCursor } from "../../protocol/cursor.ts";
import { mayReconnect, type CloseCode } from "../../protocol/errors.ts";
import type { ServerEvent } from "../../protocol/events.ts";
import { utf8Length } from "../../protocol/fields.ts";
import { unfold, unfoldPage, type Told } from "../../protocol/unfold.ts";
import type { Arrival, Batch, Format, Frame, Link, LinkState, Traffic } from "../../room/link.ts";
import { framesOf, PacketType, type Client } from "../../socketio/client.ts";
import type { Visit } from "../../visit.ts";

/** The one namespace of a room. */
export const NAMESPACE = "/";

/** What is kept of a client of a room. */
export interface RoomClientState {
  readonly state: LinkState;
  /** How they come in; gone once they are in. */
  readonly arrival?: Arrival;
}

export type RoomClient = Client<Visit, RoomClientState>;

/** A client of Socket.IO, as a link. */
export class SocketIoLink implements Link {
  readonly format: Format;
  readonly state: LinkState;
  grace = 0;
  readonly #client: RoomClient;
  readonly #traffic: Traffic;
  /** Commands that were asked with an acknowledgement: their ids, and the numbers by which to answer. */
  readonly #asked = new Map<string, number[]>();

  constructor(client: RoomClient, state: LinkState, format: Format, traffic: Traffic) {
    this.#client = client;
    this.state = state;
    this.format = format;
    this.#traffic = traffic;
  }

  get isOpen(): boolean {
    return this.#client.isConnected;
  }

  keep(): void {
    this.#client.keep({ state: this.state });
  }

  send({ text, bytes }: Frame): void {
    if (!this.isOpen) return;
    this.#client.send(text);
    this.#traffic.framesOut++;
    this.#traffic.bytesOut += bytes;
  }

  buffered(): number {
    return this.#client.session.buffered;
  }

  /** The vendor's client comes back by itself, unless it was told in so many words that it is out. */
  close(code: CloseCode, reason: string): void {
    if (!mayReconnect(code)) this.#client.disconnect();
    this.#client.session.close(code, reason);
  }

  /** The command with this id is to be answered by this number. */
  expect(id: string, ack: number): void {
    const acks = this.#asked.get(id);
    if (acks) acks.push(ack);
    else this.#asked.set(id, [ack]);
  }

  /** @returns the number by which to answer the command with this id, where it was asked for */
  answerTo(id: string): number | undefined {
    const acks = this.#asked.get(id);
    const ack = acks?.shift();
    if (acks?.length === 0) this.#asked.delete(id);
    return ack;
  }
}

/**
 * [S3] How links of a room are told: each event by its name, what is durable with its cursor as a second argument, by which the
 * vendor's client recovers.
 * @param epoch the log's
 */
export function socketIoFormat(epoch: () => string): Format {
  /** The events inside a welcome: the same array for all who come while nothing is said. */
  const pages = new WeakMap<readonly ServerEvent[], readonly Frame[]>();

  const frameOf = ({ event, seq }: Told): Frame => {
    const cursor = seq === undefined ? [] : [formatCursor({ epoch: epoch(), seq })];
    return packetFrame(PacketType.EVENT, [event.type, event, ...cursor]);
  };
  const eventFrames = (event: ServerEvent): readonly Frame[] => {
    if (event.type !== "welcome") return unfold([event]).map(frameOf);
    const { events, head } = event;
    let page = pages.get(events);
    if (!page) pages.set(events, (page = unfoldPage(events, head).map(frameOf)));
    return [frameOf(unfold([event])[0]!), ...page];
  };

  return {
    encode(events): Batch {
      const shared = events.flatMap(eventFrames);
      return {
        frames(link, replies) {
          if (replies.length === 0) return shared;
          return [...replies.flatMap((reply) => answerFrames(link, reply) ?? eventFrames(reply)), ...shared];
        },
      };
    },
  };
}

/** An answer as an acknowledgement, where one was asked for. */
function answerFrames(link: Link, reply: ServerEvent): readonly Frame[] | undefined {
  if (reply.type !== "ack" && reply.type !== "error") return undefined;
  const ack = reply.id !== undefined && link instanceof SocketIoLink ? link.answerTo(reply.id) : undefined;
  return ack === undefined ? undefined : [packetFrame(PacketType.ACK, [reply], ack)];
}

/** A packet that holds no bytes is one frame of text. */
function packetFrame(type: PacketType, data: unknown, id?: number): Frame {
  const [text] = framesOf({ type, nsp: NAMESPACE, data, ...(id === undefined ? {} : { id }) });
  return { text: text as string, bytes: utf8Length(text as string) };
}
