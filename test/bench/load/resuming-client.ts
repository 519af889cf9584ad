import { ask } from "./api.ts";
import { Connection } from "./connection.ts";
import { clientFrame } from "./frames.ts";
import type { Subject } from "./job.ts";

interface LogEvent {
  readonly type: string;
  readonly seq?: number;
  readonly id?: string;
}
interface Welcome {
  readonly token?: string;
  readonly epoch: string;
  readonly head: number;
  readonly recovered: boolean;
  readonly events: readonly LogEvent[];
}

const COME_BACK_AFTER_MS = 20;
const PAGE = 100;

/** A client that comes back whenever it is cut off, says again what was not acknowledged, and keeps the whole log. */
export class ResumingClient {
  /** The ids of all messages, in their order: the first stands at 0. */
  readonly log: string[] = [];
  /** Holes, and messages out of their order. */
  faults = 0;
  cuts = 0;
  readonly #subject: Subject;
  readonly #index: number;
  readonly #unanswered = new Map<string, string>();
  #connection: Connection | undefined;
  #cursor: string | undefined;
  #epoch = "";
  #token = "";
  #isOver = false;
  /** What came while older pages are being fetched. */
  #waiting: LogEvent[] | undefined;

  constructor(subject: Subject, index: number) {
    this.#subject = subject;
    this.#index = index;
    this.#connect();
  }

  get unanswered(): number {
    return this.#unanswered.size;
  }

  /** Says something; again after each cut, until it is acknowledged. */
  say(id: string, text: string): void {
    const command = JSON.stringify({ type: "send", id, text, after: this.log.length });
    this.#unanswered.set(id, command);
    if (this.#cursor !== undefined) this.#connection?.write(clientFrame(command));
  }

  /** Loses the network for a moment. */
  cut(): void {
    this.cuts++;
    this.#connection?.cut();
  }

  leave(): void {
    this.#isOver = true;
    this.#connection?.cut();
  }

  #connect(): void {
    if (this.#isOver) return;
    const since = this.#epoch === "" ? "history=0" : `since=${this.#epoch}.${this.log.length}&token=${this.#token}`;
    const connection = new Connection(this.#subject, this.#index, since);
    this.#connection = connection;
    this.#cursor = undefined;
    this.#waiting = undefined;
    connection.onWelcome = (frame) => {
      for (const event of JSON.parse(frame) as LogEvent[]) {
        if (event.type === "welcome") this.#welcome(event as unknown as Welcome, connection);
        else this.#take(event);
      }
    };
    connection.onPayload = (payload) => {
      for (const event of JSON.parse(payload.toString()) as LogEvent[]) this.#take(event);
    };
    connection.onEnd = () => void setTimeout(() => this.#connect(), COME_BACK_AFTER_MS * Math.random());
  }

  #welcome(welcome: Welcome, connection: Connection): void {
    if (welcome.token !== undefined) this.#token = welcome.token;
    if (this.#epoch === "") this.#epoch = welcome.epoch;
    this.#cursor = `${welcome.epoch}.${welcome.head}`;
    if (welcome.recovered) for (const event of welcome.events) this.#take(event);
    else if (welcome.head > this.log.length) void this.#catchUp(welcome.head, connection);
    const frames = [...this.#unanswered.values()].map((command) => clientFrame(command));
    if (frames.length > 0) connection.write(Buffer.concat(frames));
  }

  /** Too much was missed to be told in one go: reads the pages in between. */
  async #catchUp(head: number, connection: Connection): Promise<void> {
    const waiting: LogEvent[] = (this.#waiting = []);
    const { port } = this.#subject;
    while (this.log.length < head && this.#waiting === waiting) {
      const { text } = await ask(port, `/messages?after=${this.log.length}&limit=${PAGE}`);
      if (this.#connection !== connection) return; // Cut again meanwhile.
      const { messages } = JSON.parse(text) as { messages: LogEvent[] };
      for (const message of messages) this.#append(message);
    }
    if (this.#waiting !== waiting) return;
    this.#waiting = undefined;
    for (const event of waiting) this.#take(event);
  }

  #take(event: LogEvent): void {
    if (event.type === "ack" && event.id !== undefined) this.#unanswered.delete(event.id);
    else if (this.#waiting && event.seq !== undefined) this.#waiting.push(event);
    else if (event.type === "message") this.#append(event);
  }

  #append({ seq = 0, id = "" }: LogEvent): void {
    if (seq <= this.log.length) {
      // Known already, from a page. It must be the same.
      if (this.log[seq - 1] !== id) this.faults++;
    } else if (seq === this.log.length + 1) {
      this.log.push(id);
    } else {
      this.faults++;
    }
  }
}
