import type { ServerEvent } from "../../src/protocol/events.ts";
import { Inbox } from "./inbox.ts";
import type { TestServer } from "./server.ts";

/** One event of `text/event-stream`. */
export interface SseEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

/** What a stream is asked for. */
export interface StreamOptions {
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** The address of a room's events. */
export function eventsPath(room: string, query: Record<string, string> = {}): string {
  return `/api/rooms/${encodeURIComponent(room)}/events?${new URLSearchParams(query)}`;
}

/** A reader of a streamed response. Lines are taken off as they come; what they mean is for the test to say. */
export class StreamReader {
  readonly response: Response;
  readonly lines = new Inbox<string>();
  /** All text so far. */
  text = "";
  /** Settles when the stream is over: with why, where it did not end properly. */
  readonly ended: Promise<string>;
  readonly #abort: AbortController;

  private constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    this.ended = this.#read(response.body!).then(
      () => "ended",
      (error: unknown) => String(error),
    );
    void this.ended.then((why) => this.lines.end(why));
  }

  /** Asks a room for its events. @throws where the answer is no stream */
  static async open(
    server: TestServer,
    room: string,
    { query = {}, headers = {} }: StreamOptions = {},
  ): Promise<StreamReader> {
    const abort = new AbortController();
    const response = await fetch(server.http(eventsPath(room, query)), { headers, signal: abort.signal });
    if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
    return new StreamReader(response, abort);
  }

  /** The next event of an NDJSON stream of this type, passing over others. */
  async next(type: ServerEvent["type"]): Promise<ServerEvent & Record<string, unknown>> {
    const line = await this.lines.next((line) => line.startsWith(`{"type":"${type}"`), type);
    return JSON.parse(line) as ServerEvent & Record<string, unknown>;
  }

  /** The next event of an SSE stream of this name, passing over others; a message has none. */
  async nextSse(name: string): Promise<SseEvent> {
    for (;;) {
      const block: string[] = [];
      for (let line = await this.lines.next(); line !== ""; line = await this.lines.next()) block.push(line);
      const field = (key: string): string | undefined =>
        block.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
      const data = block.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
      const event = field("event") ?? "message";
      if (data.length > 0 && event === name) return { event, id: field("id"), data: data.join("\n") };
    }
  }

  /** Hangs up. */
  leave(): void {
    this.#abort.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of body) {
      const text = decoder.decode(chunk, { stream: true });
      this.text += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) this.lines.push(line);
    }
  }
}
