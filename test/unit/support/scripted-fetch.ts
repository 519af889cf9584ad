import { onTestFinished, vi } from "vitest";
import { Queue } from "./queue.ts";

/** Takes the place of `fetch` for one test, which answers each request by hand. */
export class ScriptedFetch {
  /** The requests that came, in order; those for `/api/health` aside. */
  readonly requests = new Queue<ScriptedRequest>();
  /** Asked whether the server is there. */
  readonly pings = new Queue<string>();
  /** Whether that is answered. */
  isThere = true;

  constructor() {
    vi.stubGlobal("fetch", (url: URL, init: RequestInit = {}) => this.#fetch(url, init));
    onTestFinished(() => void vi.unstubAllGlobals());
  }

  /** The next request, which is to be this one. @param what method and path */
  async next(what: string): Promise<ScriptedRequest> {
    const request = await this.requests.next();
    if (request.what !== what) throw new Error(`${request.what} came instead of ${what}.`);
    return request;
  }

  #fetch(url: URL, { method = "GET", headers, body, signal }: RequestInit): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      signal?.addEventListener("abort", () => reject(signal.reason as Error));
      if (url.pathname === "/api/health") {
        this.pings.push("ping");
        if (this.isThere) resolve(Response.json({ ok: true }));
        return;
      }
      const authorization = new Headers(headers).get("authorization") ?? undefined;
      const request = new ScriptedRequest(`${method} ${url.pathname}`, url, authorization, body, signal, resolve);
      this.requests.push(request);
    });
  }
}

/** A request that waits for its answer. */
export class ScriptedRequest {
  readonly what: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly body: unknown;
  readonly #signal: AbortSignal | null | undefined;
  readonly #answer: (response: Response) => void;

  constructor(
    what: string,
    url: URL,
    authorization: string | undefined,
    body: unknown,
    signal: AbortSignal | null | undefined,
    answer: (response: Response) => void,
  ) {
    this.what = what;
    this.query = Object.fromEntries(url.searchParams);
    this.authorization = authorization;
    this.body = typeof body === "string" ? JSON.parse(body) : undefined;
    this.#signal = signal;
    this.#answer = answer;
  }

  /** Whether whoever asked has gone. */
  get isGone(): boolean {
    return this.#signal?.aborted === true;
  }

  /** Answers with JSON. */
  json(status: number, body: unknown): void {
    this.#answer(Response.json(body, { status }));
  }

  /** Answers as the server does to what it does not do. */
  refuse(status: number, code: string, fields: object = {}): void {
    this.json(status, { error: { code, message: `It is ${code}.`, ...fields } });
  }

  /** Answers with a page, as what is no server of this protocol does. */
  html(status: number, headers: Readonly<Record<string, string>> = {}): void {
    this.#answer(new Response("<h1>Sign in</h1>", { status, headers: { "content-type": "text/html", ...headers } }));
  }

  /** Answers with a stream. @returns what says something on it */
  stream(): (text: string) => void {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const encoder = new TextEncoder();
    this.#signal?.addEventListener("abort", () => void writer.abort(this.#signal?.reason));
    this.#answer(new Response(readable, { headers: { "content-type": "text/event-stream; charset=utf-8" } }));
    // What is said to whoever has gone is not heard.
    return (text) => void writer.write(encoder.encode(text)).catch(() => {});
  }
}

/** An event as the server tells it on a stream [T2]. */
export function sse(event: { readonly type: string }, id?: string): string {
  const name = event.type === "message" ? "" : `event: ${event.type}\n`;
  return `${name}${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`;
}
