import type { Command } from "../protocol/commands.ts";
import type { Ack, EventOf, EventType, Message, Reader, Silence } from "../protocol/events.ts";
import type { User, You } from "../protocol/fields.ts";
import type { Staff } from "./charter.ts";
import type { Settings, SettingsChange } from "../protocol/settings.ts";
import type { Problem } from "../protocol/result.ts";

/** What a room's connection is made of. Everything but `url` and `room` has a default. */
export interface RoomOptions {
  /** The server's address, e.g. `https://chat.example.org`. */
  readonly url: string | URL;
  /** The room's name, in any spelling that normalises to it. */
  readonly room: string;
  /** The name to appear under; the server picks one for a guest without. */
  readonly name?: string;
  /** A token of an earlier visit, or of the host application; a function is asked again when one was refused, and shortly before one runs out. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>);
  /** Called with each token that the server hands to a guest: keep it, to come back as the same person. */
  readonly onToken?: (token: string) => void;
  /** Messages to be told on joining: 0 to 100, 50 unless told. */
  readonly history?: number;
  /** Keeps unacknowledged messages across reloads; in memory unless told. */
  readonly outbox?: OutboxStore;
  /** The WebSocket class, where the runtime has none of its own (Node 20: that of the package `ws`); without one the other ways are used. */
  readonly WebSocket?: SocketClass;
  /** The ways that may be used, the best first; all, as in `Way`, unless told. */
  readonly ways?: readonly Way[];
  /**
   * Keeps for the next visit which way worked; for as long as this room is there unless told. All rooms of a server may share one. A
   * room that does not use all `ways` leaves it alone.
   */
  readonly wayStore?: WayStore;
}

/** How to talk to the server: by a WebSocket; by server-sent events, or polls, with commands sent by requests of their own. */
export type Way = "websocket" | "stream" | "poll";

/** Keeps one short text, or nothing, such as `stream 1763654400000`: a way, and until when that counts. What it throws is ignored. */
export interface WayStore {
  get(): string | undefined;
  set(value: string | undefined): void;
}

/** The little of the WebSocket class that is used here. */
export type SocketClass = new (url: string, protocols: string[]) => Socket;

/** The little of a WebSocket that is used here. */
export interface Socket {
  readonly readyState: number;
  send(data: string): void;
  close(code: number): void;
  addEventListener(type: "open" | "message" | "close" | "error", listener: (event: SocketEvent) => void): void;
}

/** `data` of a message, `code` and `reason` of a close. */
export interface SocketEvent {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
}

/** Where unacknowledged messages are kept. Each call may be slow or fail; the room goes on without. */
export interface OutboxStore {
  load(): Promise<readonly StoredMessage[]>;
  save(messages: readonly StoredMessage[]): Promise<void>;
}

/** A message that was written here and has not been acknowledged. */
export interface StoredMessage {
  readonly id: string;
  readonly text: string;
  readonly replyTo?: number;
  readonly mentions?: readonly string[];
  readonly here?: boolean;
  /** When it was written, by this device's clock, ms since 1970. */
  readonly at: number;
  /** The cursor at its first attempt; a repeat is looked for from there [C3]. */
  readonly after?: { readonly epoch: string; readonly seq: number };
  /** As whom it was attempted, a user's id: only from the same user a repeat is known as one [C3]. */
  readonly by?: string;
}

/** A message on its way, as the page shows it. */
export interface OutgoingMessage extends StoredMessage {
  /** `failed` was refused, with the reason in `problem`, and waits for `retry` or `discard`. */
  readonly status: "sending" | "failed";
  readonly problem?: Problem;
}

/**
 * `idle` before `connect` and after `close`; `connecting` while a socket opens; `online` after `welcome`;
 * `waiting` until the next attempt; `refused` when coming back would not help.
 */
export type Status = "idle" | "connecting" | "online" | "waiting" | "refused";

/** How the connection stands. */
export interface LinkState {
  readonly status: Status;
  /** `online`: how. Whoever polls is not told who is typing; all else is the same by every way. */
  readonly way?: Way;
  /** `waiting`: when the next attempt is made, ms since 1970. */
  readonly retryAt?: number;
  /** `refused`: why. `waiting`: what the last connection ended with, where it said so. */
  readonly problem?: Problem;
}

/** That somebody may not write. */
export type Muted = Silence;

/** Everything known of a room, as one immutable value. A part that did not change is the same object as before. */
export interface RoomState extends LinkState {
  /** The room's name as the server spells it. */
  readonly room: string;
  readonly you?: You;
  /** Users in the room. */
  readonly online: number;
  /** By name, in the order they came; empty where the room is too full to list them. */
  readonly members: readonly User[];
  /** Others who are typing. */
  readonly typing: readonly User[];
  /** The messages as far as they are held here, as they are now: ascending by `seq`, none left out. */
  readonly messages: readonly Message[];
  /** Whether the server holds messages older than the first of `messages`. */
  readonly more: boolean;
  /** What was written here and is not yet in `messages`, in the order it was written. */
  readonly outgoing: readonly OutgoingMessage[];
  /** In a conversation of two, the other one. */
  readonly direct?: User;
  readonly settings: Settings;
  /** `seq` of the messages that are pinned, in that order. */
  readonly pins: readonly number[];
  /** Moderators and owners whom the room has made, by id. Of many the first. */
  readonly staff: Staff;
  /** That one may not write here, until when and why. By time it ends of itself. */
  readonly muted?: Muted;
  /** Up to where this user has read, on whatever device. */
  readonly read: number;
  /** Messages of others after that, counted up to 1,000, and how many of those mention this user or everybody. */
  readonly unread: number;
  readonly mentioned: number;
  /** How far others have read, where the room tells; the furthest first. */
  readonly readers: readonly Reader[];
}

/** A value that tells of its changes. */
export interface Observable<T> {
  readonly value: T;
  /** Calls back on every change, once a frame from the server at most. @returns what ends it. */
  subscribe(listener: (value: T) => void): () => void;
}

/** What a message is sent with. */
export interface SendOptions extends Mentions {
  /** The `seq` of the message that it answers. */
  readonly replyTo?: number;
  /** The message's id; made up unless told. */
  readonly id?: string;
}

/** Whom a text mentions. Where neither is said, the room finds it in the text. */
export interface Mentions {
  /** Users, by id. */
  readonly mentions?: readonly string[];
  /** Everybody who is in the room. */
  readonly here?: boolean;
}

/** A joined room. Create one, `connect()`, and it stays connected until `close()`. */
export interface RoomClient {
  readonly state: Observable<RoomState>;
  connect(): void;
  /** Leaves for good. Sends that are pending reject; the outbox keeps them for the next visit, or the next `connect`. */
  close(): void;
  /** Tries again at once, instead of waiting for the next attempt. */
  reconnect(): void;
  /**
   * Calls back for every event of one type, after `state` has it. Messages missed while away are told after their `welcome`, as
   * events of their own, where it recovered them; the page of history in any other `welcome` is not. Nothing is told twice.
   * @returns what ends it.
   */
  on<T extends EventType>(type: T, listener: (event: EventOf<T>) => void): () => void;
  /**
   * Sends a message, now or as soon as there is a connection, exactly once.
   * @returns the ack, once the message is on the server's disk. It may be ignored: it never is an unhandled rejection.
   * @throws RoomError with the server's code where it was refused; the message is then `failed` in `outgoing`. Text or id that no
   * server would take, and a message too many, never get there. `unauthorized` is also one that may have been sent, but as somebody
   * whose token is refused by now: it is not said twice unasked.
   */
  send(text: string, options?: SendOptions): Promise<Ack>;
  /**
   * Changes the text of one's own message. This and the two that follow are done now or not at all: what fails may be asked again.
   * @param seq the message's
   */
  edit(seq: number, text: string, mentions?: Mentions): Promise<Ack>;
  /** Takes one's own message back. */
  delete(seq: number): Promise<Ack>;
  /** Puts an emoji on a message, or takes one's own away. */
  react(seq: number, emoji: string, on: boolean): Promise<Ack>;
  /** Pins a message to the room, or takes it off. For moderators. */
  pin(seq: number, on: boolean): Promise<Ack>;
  /** The messages that are pinned. */
  pinned(): Promise<Ack>;
  /** A page of the messages that answer one, the oldest first, which is not added to `state`. @param seq of that one */
  thread(seq: number, page?: { readonly after?: number; readonly limit?: number }): Promise<Ack>;
  /** Changes settings of the room. For its owner; moderators may set some. @param password a new one; null takes it away */
  configure(settings: SettingsChange, password?: string | null): Promise<Ack>;
  /** Asks the room any one thing, now or not at all: what has no method of its own. `Membership` and others are made of it. */
  command(command: Command): Promise<Ack>;
  /**
   * Says that this user has read up to a message, here and thereby on their other devices. May be called for every line that is
   * read: the room is told every few seconds at most, and again after a lost connection.
   */
  markRead(seq: number): void;
  /** A page of the newest messages that fit a search [T5], which is not added to `state`. */
  search(query: string, page?: { readonly before?: number; readonly limit?: number }): Promise<Ack>;
  /** Sends a failed message again; one that was sent as somebody else as a new one of who this user is now. */
  retry(id: string): void;
  /** Drops a message that has not been acknowledged from the outbox. */
  discard(id: string): void;
  /** Says that this user is typing or has stopped; repeats are thinned out here. */
  typing(on: boolean): void;
  rename(name: string): Promise<You>;
  /**
   * Loads a page of messages older than those held; asked again meanwhile it is the same promise.
   * @param limit messages in the page, 1 to 100; 50 unless told.
   * @returns whether there are still more.
   * @throws RoomError, as all commands do: the server's code, or `disconnected`, `closed`, `timeout`, `too_many`.
   */
  loadOlder(limit?: number): Promise<boolean>;
  /** A page of history that is not added to `state`. */
  history(page: { readonly before?: number; readonly after?: number; readonly limit?: number }): Promise<Ack>;
  /** A page of members, after a user's id. */
  members(after?: string): Promise<Ack>;
  /** Shows the server a new token on this connection. */
  auth(token: string): Promise<You>;
}
