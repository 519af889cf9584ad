import { formatCursor, type Cursor } from "../../protocol/cursor.ts";
import type { Command } from "../../protocol/commands.ts";
import type { Ack, ServerEvent, Welcome } from "../../protocol/events.ts";
import type { User, You } from "../../protocol/fields.ts";
import { apiAddress, roomAddress, type Destination } from "../address.ts";
import { refusalOf } from "./refusal.ts";

/** Parameters of a query; what is undefined is left out. */
type Query = Readonly<Record<string, string | number | undefined>>;

/** [T4] What a held poll is answered. */
export type PollAnswer = Omit<Welcome, "type" | "events" | "token"> & { readonly events: readonly ServerEvent[] };

/** The HTTP API of one room, as one user. Every call rejects with a `Refusal`, or with what kept it from being answered. */
export class Api {
  readonly #to: Destination;
  readonly #signal: AbortSignal;
  #token: string | undefined;
  #you: You | undefined;

  /** @param signal ends every request */
  constructor(to: Destination, signal: AbortSignal) {
    this.#to = to;
    this.#signal = signal;
    this.#token = to.introduction.token;
  }

  /** The server says who this is, and perhaps with which token to come from now on. */
  know(you: You, token?: string): void {
    this.#you = you;
    this.#token = token ?? this.#token;
  }

  /** Somebody has another name: this user, it may be. */
  renamed({ id, name }: User): void {
    if (this.#you?.id === id) this.#you = { ...this.#you, name };
  }

  /** An identity: the token's, else a new guest. @param name what to be called; for guests there is then a new token */
  async session(name: string | undefined, token = this.#token): Promise<{ you: You; token?: string }> {
    const response = await this.#ask(apiAddress(this.#to.base, "session"), { token, body: { name } });
    return (await response.json()) as { you: You; token?: string };
  }

  /** Everything that happens, as server-sent events. */
  async stream(): Promise<ReadableStream<Uint8Array>> {
    const { name, since, history } = this.#to.introduction;
    const query = { format: "sse", name, history, ...cursorQuery(since) };
    const { headers, body } = await this.#ask(this.#room("/events", query));
    if (!body || headers.get("content-type")?.startsWith("text/event-stream") !== true) throw new Error("No stream.");
    return body;
  }

  /** Waits for news. @param wait for how many seconds at most */
  async poll(since: Cursor | undefined, wait: number, history?: number): Promise<PollAnswer> {
    const query = { format: "json", wait, history, ...cursorQuery(since) };
    return (await (await this.#ask(this.#room("/events", query))).json()) as PollAnswer;
  }

  /** Says one command [T8]. @returns its ack */
  async command(command: Command): Promise<Ack> {
    // The token may say what a guest was called before they were given another name on another of their connections.
    const name = this.#you?.role === "guest" ? this.#you.name : undefined;
    const response = await this.#ask(this.#room("/commands", { name }), { body: command });
    const ack = (await response.json()) as Ack;
    // Something in between that answers for the server must not pass for it: the message would be lost.
    if (ack.type !== "ack") throw new Error("No answer.");
    return ack;
  }

  /** Whether the server is there. The room is not asked: it may sleep. */
  async isThere(): Promise<boolean> {
    const response = await fetch(apiAddress(this.#to.base, "health"), { signal: this.#signal, cache: "no-store" });
    return ((await response.json()) as { ok?: unknown }).ok === true;
  }

  #room(path: string, query: Query): URL {
    const url = roomAddress(this.#to.base, this.#to.room);
    url.pathname += path;
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, `${value}`);
    return url;
  }

  async #ask(
    url: URL,
    { body, token = this.#token }: { body?: object; token?: string | undefined } = {},
  ): Promise<Response> {
    const response = await fetch(url, {
      signal: this.#signal,
      cache: "no-store",
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await refusalOf(response);
    return response;
  }
}

function cursorQuery(since: Cursor | undefined): Query {
  return since ? { since: formatCursor(since) } : {};
}
