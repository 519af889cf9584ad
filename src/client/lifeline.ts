import { CLOSE, mayReconnect } from "../protocol/errors.ts";
import type { DirectoryEvent } from "../protocol/directory.ts";
import type { ServerEvent } from "../protocol/events.ts";
import type { InboxEvent } from "../protocol/inbox.ts";
import type { Problem } from "../protocol/result.ts";
import { failureOf, type Attempt } from "./attempt.ts";
import { Backoff } from "./backoff.ts";
import { TIMING, type Timing } from "./config.ts";
import { ABNORMAL_CLOSURE, Connection } from "./connection.ts";
import type { Credentials } from "./credentials.ts";
import { Inquiry } from "./inquiry.ts";
import type { Finding, Probe } from "./probe.ts";
import { problemOfClose, problemOfWord } from "./problem.ts";
import { stopwatch } from "./stopwatch.ts";
import type { LinkState, Socket, Way } from "./types.ts";
import { onWake } from "./wake.ts";
import { Watchdog } from "./watchdog.ts";
import type { Ways } from "./ways/ways.ts";

/** What is told on one of the server's sockets. */
export type Told = ServerEvent | InboxEvent | DirectoryEvent;

/** @template E what is told on this one */
export interface LifelinePort<E extends Told> {
  /** Tries to connect by a way, with what is known now. Throws where the runtime does not allow that. */
  dial(way: Way, token: string | undefined): Socket;
  /** Asks why no connection was let in. */
  probe: Probe;
  /** Reads a frame; undefined where it is none. */
  decode(text: string): readonly E[] | undefined;
  /** A frame came. `state` is up to date; of a `welcome` it says `online`. */
  frame(events: readonly E[]): void;
  /** `state` changed otherwise. */
  changed(): void;
}

/** Stays connected: one connection at a time, and the way back after each. */
export class Lifeline<E extends Told = ServerEvent> {
  #state: LinkState = { status: "idle" };
  readonly #port: LifelinePort<E>;
  readonly #credentials: Credentials;
  readonly #ways: Ways;
  readonly #timing: Timing;
  readonly #watchdog: Watchdog;
  #unwake = (): void => {};
  /** The attempt or connection of now: what an earlier one still says is not heard. */
  #attempt: Attempt | undefined;
  #connection: Connection | undefined;
  /** Until `welcome`: the attempt's limit. Until the first answer: the one to a `ping`. While waiting: the next attempt. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #inquiry: Inquiry;
  readonly #backoff: Backoff;
  /** Whether the last connection ended as soon as it was there: the second in a row speaks against the way. */
  #wasCut = false;

  constructor(port: LifelinePort<E>, credentials: Credentials, ways: Ways, timing: Timing = TIMING) {
    this.#port = port;
    this.#credentials = credentials;
    this.#ways = ways;
    this.#timing = timing;
    this.#backoff = new Backoff(timing);
    this.#watchdog = new Watchdog({ ping: () => this.#connection?.ping(), dead: () => this.restart(true) }, timing);
    const found = (finding: NonNullable<Finding>, token: string | undefined): void => {
      const problem = "problem" in finding ? finding.problem : this.#credentials.refuse(token);
      if (problem) this.refuse(problem);
    };
    this.#inquiry = new Inquiry(port.probe, found, timing);
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    if (this.#state.status !== "idle" && this.#state.status !== "refused") return;
    this.#backoff.reset();
    this.#unwake = onWake((isNewNetwork) => this.#wake(isNewNetwork), this.#timing);
    this.#open();
  }

  stop(): void {
    this.#rest({ status: "idle" });
  }

  /** Tries now, whatever was to be waited for. */
  retryNow(): void {
    if (this.#state.status === "waiting") this.#open();
    if (this.#state.status === "refused") this.start();
  }

  /** Gives up the present connection for another. @param isSilent whether that is because it answers nothing */
  restart(isSilent = false): void {
    if (this.#attempt) this.#ended(ABNORMAL_CLOSURE, "", isSilent);
  }

  /** There is no use in trying, or in trying again. */
  refuse(problem: Problem): void {
    this.#rest({ status: "refused", problem });
  }

  /** @returns whether the frame was handed to an open socket. */
  send(frame: string): boolean {
    return this.#connection?.send(frame) ?? false;
  }

  #open(): void {
    this.#drop();
    const attempt: Attempt = { age: stopwatch() };
    this.#attempt = attempt;
    this.#timer = setTimeout(() => this.#ended(ABNORMAL_CLOSURE), this.#timing.connectMs);
    void this.#dial(attempt);
    this.#become({ status: "connecting" });
  }

  async #dial(attempt: Attempt): Promise<void> {
    try {
      const token = await this.#credentials.current();
      if (this.#attempt !== attempt) return;
      attempt.token = token;
      const way = this.#ways.current;
      attempt.way = way;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.restart(true), this.#ways.limitMs);
      this.#connection = new Connection(this.#port.dial(way, token), {
        alive: (isPong) => {
          this.#watchdog.alive();
          if (isPong) this.#answered();
        },
        frame: (text) => this.#frame(this.#port.decode(text)),
        closed: (code, reason) => this.#ended(code, reason),
      });
    } catch (error) {
      // The caller's function has no token, or the page's policy forbids the address: both may pass.
      const reason = error instanceof Error ? error.message : String(error);
      if (this.#attempt === attempt) this.#ended(ABNORMAL_CLOSURE, reason);
    }
  }

  #frame(events: readonly E[] | undefined): void {
    if (!events) return;
    for (const event of events as readonly Told[]) {
      if (event.type === "welcome") this.#welcomed(event);
      if (event.type === "ack") this.#answered();
      if (event.type === "bye" && this.#attempt) this.#attempt.byeCode = event.code;
      if (event.type === "bye" || (event.type === "error" && event.id === undefined))
        this.#keepWord(problemOfWord(event));
    }
    this.#port.frame(events);
    const code = this.#attempt?.byeCode;
    // Whoever is out for good need not wait for the socket to close, which may take long.
    if (code !== undefined && !mayReconnect(code)) this.#ended(code);
  }

  #keepWord(word: Problem): void {
    if (this.#attempt) this.#attempt.lastWord = { word, at: performance.now() };
  }

  #welcomed({ heartbeat }: { readonly heartbeat: number }): void {
    this.#inquiry.end();
    this.#watchdog.start(heartbeat);
    const attempt = this.#attempt!;
    if (attempt.welcomedAt === undefined) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        // That one hears something is half of it: what one says may be swallowed.
        this.#timer = setTimeout(() => this.restart(true), this.#timing.pongMs);
        this.#connection?.ping();
      }, this.#timing.stableMs);
    }
    attempt.welcomedAt = performance.now();
    this.#state = { status: "online", way: attempt.way! };
  }

  #answered(): void {
    const attempt = this.#attempt;
    if (attempt?.welcomedAt === undefined || attempt.isAnswered) return;
    attempt.isAnswered = true;
    clearTimeout(this.#timer);
    this.#ways.worked(attempt.way!);
  }

  #ended(closeCode: number, reason = "", isSilent = false): void {
    const attempt = this.#attempt;
    this.#drop();
    // A `bye` counts even where the socket then broke instead of closing.
    const code = closeCode < CLOSE.unknown ? (attempt?.byeCode ?? closeCode) : closeCode;
    const said = attempt?.lastWord;
    const isFresh = said !== undefined && performance.now() - said.at <= this.#timing.lastWordMs;
    const problem = problemOfClose(code, reason, isFresh ? said.word : undefined);
    const isRefused = code === CLOSE.tokenExpired || code === CLOSE.unauthorized;
    const stranded = isRefused ? this.#credentials.refuse() : undefined;
    if (stranded || !mayReconnect(code)) {
      return this.refuse(
        problem ?? stranded ?? { code: "forbidden", message: `The server ended the connection for good (${code}).` },
      );
    }
    if (code >= CLOSE.unknown) this.#ways.serverSpoke();
    const failure = attempt && failureOf(attempt, code, isSilent, this.#timing);
    this.#wasCut = failure === "cut" && !this.#wasCut;
    if (failure && !this.#wasCut && this.#ways.failed(attempt.way!, failure)) return this.#open();
    this.#wait(attempt, problem);
  }

  #wait(attempt: Attempt | undefined, problem: Problem | undefined): void {
    const welcomedAt = attempt?.welcomedAt;
    if (welcomedAt !== undefined && performance.now() - welcomedAt >= this.#timing.stableMs) this.#backoff.reset();
    const delay = this.#backoff.begin(problem?.retryAfter ?? 0);
    this.#timer = setTimeout(() => this.#open(), delay);
    this.#become({ status: "waiting", retryAt: Date.now() + delay, ...(problem && { problem }) });
    if (welcomedAt === undefined && !problem) this.#inquiry.notWelcome(attempt?.token);
  }

  #wake(isNewNetwork: boolean): void {
    if (isNewNetwork) this.#ways.networkChanged();
    if (this.#attempt) this.#attempt.isOld = true;
    const { status, way } = this.#state;
    // What is made of requests would ask over a new connection whether the old one is alive.
    if (status === "online" && isNewNetwork && way !== "websocket") return this.#open();
    if (status === "online") this.#watchdog.check();
    if (status === "waiting" && this.#backoff.mayEnd) this.#open();
    // An attempt that began before the sleep, or over another network, would only fail: then one would wait for long.
    if (status === "connecting" && (isNewNetwork || this.#attempt!.age() > this.#timing.wakePongMs)) this.#open();
  }

  /** Lets go of the present attempt or connection. */
  #drop(): void {
    clearTimeout(this.#timer);
    this.#watchdog.stop();
    this.#attempt = undefined;
    this.#connection?.close();
    this.#connection = undefined;
  }

  #rest(state: LinkState): void {
    this.#drop();
    this.#inquiry.end();
    this.#unwake();
    this.#unwake = () => {};
    this.#become(state);
  }

  #become(state: LinkState): void {
    this.#state = state;
    this.#port.changed();
  }
}
