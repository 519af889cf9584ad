import type { EventOf, ServerEvent } from "../../src/protocol/events.ts";
import type { TestServer } from "../support/server.ts";
import { JsonSocket, type Welcome } from "../support/socket.ts";

/** Messages on their way at once. */
const IN_FLIGHT = 10;
/** How long a socket may stay without any answer before it is taken for dead, in ms. */
const PATIENCE_MS = 5_000;

interface Command {
  readonly type: "send";
  readonly id: string;
  readonly text: string;
  /** [C3] What was known of the log when this was first sent. */
  readonly after: number;
}

/** The least that a client needs to lose nothing and double nothing: a cursor, and what was not acknowledged yet. */
export class Writer {
  readonly name: string;
  /** `seq text` of every message, in the order they came. */
  readonly log: string[] = [];
  /** Messages that had been stored, though the connection broke before this was known. */
  repeats = 0;
  readonly #server: TestServer;
  readonly #room: string;
  readonly #waiting: string[] = [];
  readonly #unacknowledged = new Map<string, Command>();
  #socket: JsonSocket | undefined;
  #token: string | undefined;
  #epoch = "";
  #seq = 0;
  #sent = 0;
  #acknowledged = 0;
  #isStopped = false;
  #watchers = new Set<() => void>();

  constructor(server: TestServer, room: string, name: string) {
    this.#server = server;
    this.#room = room;
    this.name = name;
  }

  /** Says all of these, each once, in this order. Settles when all are acknowledged. */
  async write(texts: readonly string[]): Promise<void> {
    this.#waiting.push(...texts);
    void this.#run();
    await this.#until(() => this.isDone);
  }

  /** Whether all is acknowledged that was to be said. */
  get isDone(): boolean {
    return this.#waiting.length === 0 && this.#unacknowledged.size === 0;
  }

  /** Settles when so many more were acknowledged, or all. */
  progress(count: number): Promise<void> {
    const goal = this.#acknowledged + count;
    return this.#until(() => this.isDone || this.#acknowledged >= goal);
  }

  /** Settles when the log has come so far. */
  caughtUp(seq: number): Promise<void> {
    return this.#until(() => this.#seq >= seq);
  }

  /** The network breaks. */
  cut(): void {
    this.#socket?.cut();
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket?.cut();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) await this.#connection();
  }

  /** One connection, from its opening to its end. */
  async #connection(): Promise<void> {
    const query = new URLSearchParams({ name: this.name, history: "0", v: "1" });
    if (this.#token !== undefined) query.set("token", this.#token);
    if (this.#epoch !== "") query.set("since", `${this.#epoch}.${this.#seq}`);
    const socket = new JsonSocket(this.#server.ws(`/r/${this.#room}?${query}`));
    this.#socket = socket;
    const timer = setTimeout(() => socket.cut(), PATIENCE_MS);
    try {
      for (;;) {
        const event = await socket.events.next();
        timer.refresh();
        await this.#take(socket, event);
      }
    } catch {
      // Closed, by whoever: what was not acknowledged is sent again on the next one.
    } finally {
      clearTimeout(timer);
      socket.cut();
    }
  }

  async #take(socket: JsonSocket, event: ServerEvent): Promise<void> {
    if (event.type === "welcome") await this.#welcomed(socket, event as Welcome);
    else if (event.type === "message") this.#heard(socket, event);
    else if (event.type === "ack") {
      if (this.#unacknowledged.delete(event.id)) this.#acknowledged++;
      if (event.duplicate) this.repeats++;
      this.#fill(socket);
    } else if (event.type === "error") throw new Error(`${event.code}: ${event.message}`);
    this.#changed();
  }

  async #welcomed(socket: JsonSocket, welcome: Welcome): Promise<void> {
    this.#token = welcome.token ?? this.#token;
    this.#epoch = welcome.epoch;
    if (welcome.recovered) for (const message of welcome.events) this.#heard(socket, message);
    else await this.#readBack(welcome.head);
    // In the order they were first sent, before anything new: so that the log has them in this order.
    for (const command of this.#unacknowledged.values()) socket.say({ ...command });
    this.#fill(socket);
  }

  /** A hole that the welcome does not fill is read page by page. */
  async #readBack(head: number): Promise<void> {
    while (this.#seq < head) {
      const response = await fetch(this.#server.http(`/api/rooms/${this.#room}/messages?after=${this.#seq}&limit=100`));
      const { messages } = (await response.json()) as { messages: EventOf<"message">[] };
      for (const message of messages) if (message.seq <= head) this.#add(message);
    }
  }

  /** [B4] Another `seq` than the next is a hole: come back with the cursor. */
  #heard(socket: JsonSocket, message: EventOf<"message">): void {
    if (message.seq !== this.#seq + 1) socket.cut();
    else this.#add(message);
  }

  #add({ seq, text }: EventOf<"message">): void {
    this.#seq = seq;
    this.log.push(`${seq} ${text}`);
  }

  #fill(socket: JsonSocket): void {
    while (this.#unacknowledged.size < IN_FLIGHT && this.#waiting.length > 0) {
      const command = { type: "send", id: `c${++this.#sent}`, text: this.#waiting.shift()!, after: this.#seq } as const;
      this.#unacknowledged.set(command.id, command);
      socket.say(command);
    }
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watcher = (): void => {
        if (!isSo()) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
      watcher();
    });
  }
}
