import { decodeEvents } from "../protocol/codec.ts";
import type { Command } from "../protocol/commands.ts";
import type { Ack, EventOf, EventType, ServerEvent } from "../protocol/events.ts";
import type { You } from "../protocol/fields.ts";
import { parseRoomName } from "../protocol/room-name.ts";
import { Asking, saidMentions, youOf } from "./asking.ts";
import { newId } from "./commands.ts";
import { TIMING, type Timing } from "./config.ts";
import { Credentials } from "./credentials.ts";
import { Lifeline } from "./lifeline.ts";
import { memoryOutbox } from "./memory-outbox.ts";
import { Emitter, Value } from "./observable.ts";
import type { Finding } from "./probe.ts";
import { ReadSignal } from "./read-signal.ts";
import { Renewal } from "./renewal.ts";
import { Requests } from "./requests.ts";
import { closedError, errorOf } from "./room-error.ts";
import { RoomModel } from "./room-model.ts";
import { isSameState, roomState } from "./room-state.ts";
import { Sending } from "./sending.ts";
import { oldestSeq } from "./timeline.ts";
import type { Observable, RoomClient, RoomOptions, RoomState, SendOptions } from "./types.ts";
import { TypingSignal } from "./typing-signal.ts";
import { dialsOf } from "./ways/dials.ts";
import { Ways } from "./ways/ways.ts";

/** A chat room, joined over one connection that is made again whenever it breaks. See `RoomClient`. */
export class Room extends Asking implements RoomClient {
  #older: Promise<boolean> | undefined;
  readonly #model: RoomModel;
  readonly #typing: TypingSignal;
  readonly #reading: ReadSignal;
  readonly #credentials: Credentials;
  readonly #renewal: Renewal;
  readonly #lifeline: Lifeline;
  readonly #sending: Sending;
  readonly #requests: Requests;
  readonly #emitter = new Emitter();
  readonly #state: Value<RoomState>;

  /**
   * @param timing intervals; another one than the default is for tests.
   * @throws TypeError where `url` is none, or the runtime has none of the ways to connect.
   */
  constructor(options: RoomOptions, timing: Timing = TIMING) {
    super();
    const base = new URL(options.url);
    const name = parseRoomName(options.room);
    this.#model = new RoomModel(name.ok ? name.value : options.room, () => this.#publish(), timing);
    this.#credentials = new Credentials(options, () => this.#model.isMember);
    this.#renewal = new Renewal(
      { token: () => this.#credentials.renewed(), show: (token) => this.auth(token) },
      timing,
    );
    const send = (frame: string): boolean => this.#lifeline.send(frame);
    const cursor = () => this.#model.cursor;
    this.#typing = new TypingSignal((on) => send(JSON.stringify({ type: "typing", on })), timing);
    this.#reading = new ReadSignal(() => this.#sayRead(), timing);
    this.#requests = new Requests({ send, status: () => this.#lifeline.state.status }, timing);
    this.#sending = new Sending(
      options.outbox ?? memoryOutbox(),
      {
        send,
        cursor,
        you: () => this.#model.you?.id,
        unanswered: () => this.#lifeline.restart(true),
        changed: () => this.#publish(),
      },
      timing,
    );
    const dials = dialsOf(options, timing);
    this.#lifeline = new Lifeline(
      {
        dial: (way, token) =>
          dials.get(way)!({
            base,
            room: this.#model.room,
            introduction: {
              name: this.#model.guestName ?? options.name,
              token,
              since: cursor(),
              history: options.history,
            },
            receive: (token) => this.#credentials.receive(token),
          }),
        probe: (token, signal) => probe(base, this.#model.room, token, signal),
        decode: decodeEvents,
        frame: (events) => this.#frame(events),
        changed: () => this.#changed(),
      },
      this.#credentials,
      new Ways([...dials.keys()], options.wayStore, timing),
      timing,
    );
    this.#state = new Value(this.#compose());
  }

  get state(): Observable<RoomState> {
    return this.#state;
  }

  connect(): void {
    const room = parseRoomName(this.#model.room);
    if (!room.ok) return this.#lifeline.refuse(room.error);
    this.#sending.load();
    this.#lifeline.start();
  }

  close(): void {
    this.#reading.flush();
    this.#reading.stop();
    this.#model.leave();
    this.#requests.abandon(closedError());
    this.#sending.abandon(closedError());
    this.#lifeline.stop();
  }

  reconnect(): void {
    this.#lifeline.retryNow();
  }

  on<T extends EventType>(type: T, listener: (event: EventOf<T>) => void): () => void {
    return this.#emitter.on(type, listener);
  }

  send(text: string, { replyTo, id = newId(), ...mentions }: SendOptions = {}): Promise<Ack> {
    const { status, problem } = this.#lifeline.state;
    const after = status === "online" ? this.#model.cursor : undefined;
    const message = {
      id,
      text,
      at: Date.now(),
      ...(replyTo !== undefined && { replyTo }),
      ...saidMentions(mentions),
      ...(after && { after }),
    };
    const sent = this.#sending.add(message);
    this.#typing.reset();
    if (problem && status === "refused") this.#sending.fail(problem);
    this.#publish();
    return sent;
  }

  retry(id: string): void {
    this.#sending.retry(id);
    this.#publish();
  }

  discard(id: string): void {
    this.#sending.discard(id);
    this.#publish();
  }

  typing(on: boolean): void {
    if (this.#lifeline.state.status === "online") this.#typing.typing(on);
  }

  markRead(seq: number): void {
    if (!this.#model.markRead(seq)) return;
    this.#reading.advanced();
    this.#publish();
  }

  loadOlder(limit?: number): Promise<boolean> {
    this.#older ??= this.#loadOlder(limit).finally(() => {
      this.#older = undefined;
    });
    return this.#older;
  }

  async auth(token: string): Promise<You> {
    const you = youOf(await this.ask(() => ({ type: "auth", token })));
    this.#credentials.use(token);
    return you;
  }

  protected override ask(command: () => Command): Promise<Ack> {
    return this.#requests.ask(command);
  }

  async #loadOlder(limit: number | undefined): Promise<boolean> {
    if (this.#model.cursor && !this.#model.timeline.more) return false;
    let before = 0;
    const page = await this.ask(() => {
      before = oldestSeq(this.#model.timeline);
      return { type: "history", before, ...(limit !== undefined && { limit }) };
    });
    this.#model.prepend(page, before);
    this.#publish();
    return this.#model.timeline.more;
  }

  /** Tells the room how far was read, where it does not know. Who is offline says so later. */
  #sayRead(): void {
    const { read, known } = this.#model.reading;
    if (this.#lifeline.state.status !== "online" || read <= known) return;
    this.ask(() => ({ type: "read", seq: read })).catch(() => undefined);
  }

  /** One frame of the server: all of it is taken, then told. */
  #frame(events: readonly ServerEvent[]): void {
    const { news, hole } = this.#model.take(events);
    for (const event of this.#sending.take(news)) this.#requests.take(event);
    this.#publish();
    for (const event of news) this.#tell(event);
    if (hole) this.#lifeline.restart();
  }

  #tell(event: ServerEvent): void {
    if (event.type === "welcome" || event.type === "ack") {
      if (event.token !== undefined) this.#credentials.receive(event.token);
      if (event.expires !== undefined) this.#renewal.until(event.expires);
    }
    if (event.type === "welcome") this.#sayRead();
    this.#emitter.emit(event);
  }

  /** The connection came or went, other than by a `welcome`. */
  #changed(): void {
    const { status, problem } = this.#lifeline.state;
    this.#renewal.stop();
    this.#sending.offline();
    this.#requests.disconnected();
    this.#typing.reset();
    if (status === "refused" && problem) {
      this.#requests.abandon(errorOf(problem));
      this.#sending.fail(problem);
    }
    this.#publish();
  }

  #compose(): RoomState {
    return roomState(this.#lifeline.state, this.#model, this.#sending.outgoing);
  }

  #publish(): void {
    const state = this.#compose();
    if (!isSameState(state, this.#state.value)) this.#state.set(state);
  }
}

/** Asks why no connection was let in, by what is fetched for that: most never need it. */
async function probe(base: URL, room: string, token: string | undefined, signal: AbortSignal): Promise<Finding> {
  try {
    return await (await import("./probe.ts")).probe(base, room, token, signal);
  } catch {
    return undefined;
  }
}
