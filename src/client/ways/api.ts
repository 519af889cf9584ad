import type { Health, PollAnswer, Session } from "../../protocol/answers.ts";
import type { Command } from "../../protocol/commands.ts";
import { formatCursor, type Cursor } from "../../protocol/cursor.ts";
import type { Ack } from "../../protocol/events.ts";
import { cameAsGuest, type User, type You } from "../../protocol/fields.ts";
import { apiAddress, roomAddress, sessionAddress, type Destination } from "../address.ts";
import { Refusal, refusalOf } from "./refusal.ts";

/** Parameters of a query; what is undefined is left out. */
type Query = Readonly<Record<string, string | number | undefined>>;

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
  async session(name: string | undefined, token = this.#token, signal = this.#signal): Promise<Session> {
    const response = await this.#ask(sessionAddress(this.#to.base, this.#to.room), { token, body: { name }, signal });
    return (await response.json()) as Session;
  }

  /** Everything that happens, as server-sent events. */
  async stream(): Promise<ReadableStream<Uint8Array>> {
    const { name, since } = this.#to.introduction;
    const { status, headers, body } = await this.#events({ format: "sse", name }, since);
    if (!body || headers.get("content-type")?.startsWith("text/event-stream") !== true) throw new Refusal(status);
    return body;
  }

  /** Waits for news. @param wait for how many seconds at most */
  async poll(since: Cursor | undefined, wait: number): Promise<PollAnswer> {
    return (await (await this.#events({ format: "json", wait }, since)).json()) as PollAnswer;
  }

  /** Says one command [T8]. @returns its ack */
  async command(command: Command, signal: AbortSignal): Promise<Ack> {
    // The token may say what a guest was called before they were given another name on another of their connections.
    const name = this.#you && cameAsGuest(this.#you) ? this.#you.name : undefined;
    const response = await this.#ask(this.#room("/commands", { name }), { body: command, signal });
    const ack = (await response.json().catch(() => ({}))) as Ack;
    // Something in between that answers for the server must not pass for it: the message would be lost.
    if (ack?.type !== "ack") throw new Refusal(response.status);
    return ack;
  }

  /** Whether the server is there. The room is not asked: it may sleep. */
  async isThere(signal = this.#signal): Promise<boolean> {
    const response = await fetch(apiAddress(this.#to.base, "health"), { signal, cache: "no-store" });
    return ((await response.json()) as Partial<Health>).ok === true;
  }

  /** No two of these are the same: some caches keep what they were told not to. */
  #events(query: Query, since: Cursor | undefined): Promise<Response> {
    const { history } = this.#to.introduction;
    return this.#ask(
      this.#room("/events", { ...query, history, since: since && formatCursor(since), nonce: Math.random() }),
    );
  }

  #room(path: string, query: Query): URL {
    const url = roomAddress(this.#to.base, this.#to.room);
    url.pathname += path;
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, `${value}`);
    return url;
  }

  async #ask(
    url: URL,
    {
      body,
      token = this.#token,
      signal = this.#signal,
    }: { body?: object; token?: string | undefined; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const response = await fetch(url, {
      signal,
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
