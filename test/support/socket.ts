import { WebSocket } from "ws";
import type { EventOf, Message, ServerEvent } from "../../src/protocol/events.ts";
import { FRAME_MAX_COMMANDS } from "../../src/protocol/limits.ts";
import { Inbox } from "./inbox.ts";
import type { TestServer } from "./server.ts";

/** Headers, subprotocols and the way in of one socket. */
export interface SocketOptions {
  readonly protocols?: string[];
  readonly headers?: Record<string, string>;
}

/** A plain WebSocket client: no SDK, so that what goes over the wire is what the test says. */
export class TestSocket {
  readonly raw: WebSocket;
  readonly frames = new Inbox<string>();
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(url: string, { protocols = [], headers = {} }: SocketOptions = {}) {
    this.raw = new WebSocket(url, protocols, { headers, perMessageDeflate: false });
    this.raw.on("message", (data, isBinary) => this.receive(isBinary ? "<binary>" : String(data)));
    this.raw.on("error", () => {}); // `open` and `closed` tell.
    this.closed = new Promise((resolve) => {
      this.raw.on("close", (code, reason) => {
        this.frames.end(`closed with ${code} ${String(reason)}`);
        this.end(`closed with ${code} ${String(reason)}`);
        resolve({ code, reason: String(reason) });
      });
    });
  }

  protected receive(frame: string): void {
    this.frames.push(frame);
  }

  protected end(_why: string): void {}

  /** Settles when the socket is open. @throws with the HTTP status where the upgrade was refused. */
  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.raw.once("open", () => resolve());
      this.raw.once("unexpected-response", (_request, response) => reject(new Error(`HTTP ${response.statusCode}`)));
      this.raw.once("error", reject);
    });
  }

  send(frame: string | Uint8Array): void {
    this.raw.send(frame);
  }

  /** Leaves properly, and waits until the other side has answered. */
  async close(code = 1000): Promise<void> {
    this.raw.close(code);
    await this.closed;
  }

  /** Is cut off, as by a dead network. */
  cut(): void {
    this.raw.terminate();
  }
}

/** A client that is told events, as JSON. */
export class EventSocket<E extends { readonly type: string }> extends TestSocket {
  readonly events = new Inbox<E>();

  protected override receive(frame: string): void {
    super.receive(frame);
    if (frame === "pong") return;
    for (const event of JSON.parse(frame) as E[]) this.events.push(event);
  }

  protected override end(why: string): void {
    this.events.end(why);
  }

  /** The next event of a type, passing over others. */
  async next<T extends E["type"]>(
    type: T,
    fits: (event: Extract<E, { type: T }>) => boolean = () => true,
  ): Promise<Extract<E, { type: T }>> {
    const isIt = (event: E): boolean => event.type === type && fits(event as Extract<E, { type: T }>);
    return (await this.events.next(isIt, type)) as Extract<E, { type: T }>;
  }
}

/** A client in JSON mode. */
export class JsonSocket extends EventSocket<ServerEvent> {
  /** Sends one command, or several in one frame. */
  say(...commands: Record<string, unknown>[]): void {
    this.send(JSON.stringify(commands.length === 1 ? commands[0] : commands));
  }

  /** All that came before the message with this text, and was not taken yet. */
  before(text: string): Promise<ServerEvent[]> {
    return this.events.before((event) => event.type === "message" && event.text === text, `the message ${text}`);
  }

  /** Says something, and returns what came before it was told and was not taken yet: everything, for order is kept. */
  settled(): Promise<ServerEvent[]> {
    const mark = `mark ${++asked}`;
    this.say({ type: "send", text: mark });
    return this.before(mark);
  }

  /** Says one command and waits for its answer. It is given an id where it has none. */
  ask(command: Record<string, unknown>): Promise<EventOf<"ack"> | EventOf<"error">> {
    const id = typeof command["id"] === "string" ? command["id"] : `ask ${++asked}`;
    this.say({ ...command, id });
    return this.answer(id);
  }

  /** Sends a message and waits until it is stored. @returns its ack, with its `seq`. */
  async post(text: string, fields: Record<string, unknown> = {}): Promise<EventOf<"ack"> & { seq: number }> {
    const answer = await this.ask({ type: "send", text, ...fields });
    if (answer.type === "error" || answer.seq === undefined) throw new Error(`not stored: ${JSON.stringify(answer)}`);
    return { ...answer, seq: answer.seq };
  }

  /** Sends many messages, in full frames, and waits until all are stored. */
  async postMany(texts: readonly string[]): Promise<void> {
    for (let from = 0; from < texts.length; from += FRAME_MAX_COMMANDS) {
      const commands: Record<string, unknown>[] = texts
        .slice(from, from + FRAME_MAX_COMMANDS)
        .map((text) => ({ type: "send", text }));
      const last = `ask ${++asked}`;
      commands.at(-1)!["id"] = last;
      this.say(...commands);
      const answer = await this.answer(last);
      if (answer.type === "error") throw new Error(`not stored: ${JSON.stringify(answer)}`);
    }
  }

  /** The answer to the command with this id: its ack or its error. */
  async answer(id: string): Promise<EventOf<"ack"> | EventOf<"error">> {
    const isIt = (event: ServerEvent): boolean => (event.type === "ack" || event.type === "error") && event.id === id;
    return (await this.events.next(isIt, `the answer to ${id}`)) as EventOf<"ack"> | EventOf<"error">;
  }
}

let asked = 0;
let guests = 0;

/** A server's welcome: unlike a client, which may be older, it knows all its events. */
export type Welcome = Omit<EventOf<"welcome">, "events"> & { readonly events: readonly Message[] };

/** Asks for a socket that is not given. @returns the HTTP answer. */
export function refusal(
  url: string,
  { protocols = [], headers = {} }: SocketOptions = {},
): Promise<{ status: number; code: string; message: string }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { headers });
    socket.on("error", () => {}); // Told already, or by `open`.
    socket.once("open", () => {
      socket.terminate();
      reject(new Error("the socket was given"));
    });
    socket.once("unexpected-response", (request, response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        request.destroy();
        const { error } = JSON.parse(Buffer.concat(chunks).toString()) as { error: { code: string; message: string } };
        resolve({ status: response.statusCode ?? 0, ...error });
      });
    });
  });
}

/** Joins a room in JSON mode. @returns the socket and its welcome. */
export async function join(
  server: TestServer,
  room: string,
  query: Record<string, string> = {},
  options: SocketOptions = {},
): Promise<{ socket: JsonSocket; welcome: Welcome }> {
  const params = new URLSearchParams({ name: `guest ${++guests}`, ...query });
  const socket = new JsonSocket(server.ws(`/api/rooms/${encodeURIComponent(room)}/ws?${params}`), {
    protocols: ["parley.v1"],
    ...options,
  });
  await socket.opened();
  return { socket, welcome: (await socket.next("welcome")) as Welcome };
}

/** Joins a room in text mode. */
export async function joinText(
  server: TestServer,
  room: string,
  query: Record<string, string> = {},
): Promise<TestSocket> {
  const params = new URLSearchParams({ name: `guest ${++guests}`, ...query });
  const socket = new TestSocket(server.ws(`/r/${encodeURIComponent(room)}?${params}`));
  await socket.opened();
  return socket;
}
