import { io, type Socket } from "socket.io-client";
import type { EventOf, EventType, ServerEvent } from "../../src/protocol/events.ts";
import { Inbox } from "./inbox.ts";

/** How long an answer may take, in ms. None does unless a test fails, or the connection ends: then it is known at once. */
const ANSWER_MS = 25_000;

export type Transports = ("polling" | "websocket")[];

export interface IoOptions {
  readonly transports?: Transports;
  /** What is sent along on connecting. */
  readonly auth?: Record<string, unknown>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** Whether it comes back by itself. */
  readonly reconnection?: boolean;
  readonly path?: string;
}

/** An event as the vendor's client told it. */
export interface IoEvent {
  readonly event: ServerEvent;
  /** The cursor that came with it. */
  readonly cursor: string | undefined;
}

/** The vendor's client, in a room. */
export class IoClient {
  readonly socket: Socket;
  readonly events = new Inbox<IoEvent>();
  /** Connections, ends and refusals, as they were told. */
  readonly news = new Inbox<string>();
  /** What the last refusal was about. */
  error:
    | { message: string; data?: { code?: string }; context?: { status?: number; responseText?: string } }
    | undefined;

  constructor(origin: string, room: string, options: IoOptions = {}) {
    const { transports = ["websocket"], path = `/r/${encodeURIComponent(room)}/socket.io`, headers = {} } = options;
    this.socket = io(origin, {
      path,
      transports,
      auth: options.auth ?? {},
      query: options.query ?? {},
      reconnection: options.reconnection ?? false,
      reconnectionDelay: 20,
      reconnectionDelayMax: 20,
      extraHeaders: headers,
      // Each is a connection of its own.
      forceNew: true,
    });
    this.socket.onAny((_name: string, event: ServerEvent, cursor?: string) => this.receive({ event, cursor }));
    this.socket.on("connect", () => this.news.push("connect"));
    this.socket.on("disconnect", (reason) => this.news.push(reason));
    this.socket.on("connect_error", (error) => {
      this.error = error as NonNullable<IoClient["error"]>;
      this.news.push("connect_error");
    });
  }

  protected receive(told: IoEvent): void {
    this.events.push(told);
  }

  /** Waits until it is in, and upgraded where it can be. */
  async joined(): Promise<EventOf<"welcome">> {
    const welcome = await this.next("welcome");
    await this.upgraded();
    return welcome;
  }

  private async upgraded(): Promise<void> {
    const { engine } = this.socket.io;
    const isUpgrading = (this.socket.io.opts.transports?.length ?? 0) > 1 && engine.transport.name === "polling";
    if (isUpgrading) await new Promise<void>((resolve) => engine.once("upgrade", () => resolve()));
  }

  /** The next event of a type, passing over others. */
  async next<T extends EventType>(type: T, fits: (event: EventOf<T>) => boolean = () => true): Promise<EventOf<T>> {
    const isIt = ({ event }: IoEvent): boolean => event.type === type && fits(event as EventOf<T>);
    return (await this.events.next(isIt, type)).event as EventOf<T>;
  }

  /** Says a command and waits for the answer. */
  async ask(name: string, ...args: unknown[]): Promise<EventOf<"ack"> | EventOf<"error">> {
    return (await this.socket.timeout(ANSWER_MS).emitWithAck(name, ...args)) as EventOf<"ack"> | EventOf<"error">;
  }

  close(): void {
    this.socket.close();
  }

  /** Is cut off, as by a dead network: the WebSocket ends without a word. */
  cut(): void {
    const { transport } = this.socket.io.engine as unknown as { transport: { ws: { terminate(): void } } };
    transport.ws.terminate();
  }
}
