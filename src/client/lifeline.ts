import { CLOSE, mayReconnect } from "../protocol/errors.ts";
import type { EventOf, ServerEvent } from "../protocol/events.ts";
import type { Problem } from "../protocol/result.ts";
import type { Destination } from "./address.ts";
import { hasFailed, type Attempt } from "./attempt.ts";
import { backoffDelay, boundRetryAfter } from "./backoff.ts";
import { PROBE_EVERY_ATTEMPTS, TIMING, type Timing } from "./config.ts";
import { ABNORMAL_CLOSURE, Connection } from "./connection.ts";
import type { Credentials } from "./credentials.ts";
import type { Finding } from "./probe.ts";
import { problemOfClose, problemOfWord } from "./problem.ts";
import { stopwatch } from "./stopwatch.ts";
import type { Status, Way } from "./types.ts";
import { onWake } from "./wake.ts";
import { Watchdog } from "./watchdog.ts";
import type { Ways } from "./ways/ways.ts";

export interface LinkState {
  readonly status: Status;
  readonly way?: Way;
  readonly retryAt?: number;
  readonly problem?: Problem;
}

export interface LifelinePort {
  /** Where to connect to, with what is known now. */
  destination(token: string | undefined): Destination;
  /** Asks why no connection was let in. */
  probe(token: string | undefined, signal: AbortSignal): Promise<Finding>;
  /** A frame came. `state` is up to date; of a `welcome` it says `online`. */
  frame(events: readonly ServerEvent[]): void;
  /** `state` changed otherwise. */
  changed(): void;
}

/** Stays connected: one connection at a time, and the way back after each. */
export class Lifeline {
  #state: LinkState = { status: "idle" };
  readonly #port: LifelinePort;
  readonly #credentials: Credentials;
  readonly #ways: Ways;
  readonly #timing: Timing;
  readonly #watchdog: Watchdog;
  #unwake = (): void => {};
  /** The attempt or connection of now: what an earlier one still says is not heard. */
  #attempt: Attempt | undefined;
  #connection: Connection | undefined;
  /** Until `welcome`: the attempt's limit. While waiting: the next attempt. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #probe: AbortController | undefined;
  /** While waiting: how long since it began, and how long the server does not want to be asked again. */
  #waited = stopwatch();
  #retryAfter = 0;
  /** Attempts in a row after which no connection lasted, and of these, those without a `welcome`. */
  #failures = 0;
  #unwelcomed = 0;

  constructor(port: LifelinePort, credentials: Credentials, ways: Ways, timing: Timing = TIMING) {
    this.#port = port;
    this.#credentials = credentials;
    this.#ways = ways;
    this.#timing = timing;
    this.#watchdog = new Watchdog({ ping: () => this.#connection?.ping(), dead: () => this.restart() }, timing);
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    if (this.#state.status !== "idle" && this.#state.status !== "refused") return;
    this.#failures = 0;
    this.#unwelcomed = 0;
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

  /** Gives up the present connection for another. */
  restart(): void {
    if (this.#attempt) this.#ended(ABNORMAL_CLOSURE);
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
      attempt.way = this.#ways.current;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ended(ABNORMAL_CLOSURE), this.#ways.limitMs);
      this.#connection = new Connection(this.#ways.dial(this.#port.destination(token)), {
        alive: () => this.#watchdog.alive(),
        events: (events) => this.#frame(events),
        closed: (code, reason) => this.#ended(code, reason),
      });
    } catch (error) {
      // The caller's function has no token, or the page's policy forbids the address: both may pass.
      const reason = error instanceof Error ? error.message : String(error);
      if (this.#attempt === attempt) this.#ended(ABNORMAL_CLOSURE, reason);
    }
  }

  #frame(events: readonly ServerEvent[]): void {
    for (const event of events) {
      if (event.type === "welcome") this.#welcomed(event);
      if (event.type === "bye" && this.#attempt) this.#attempt.byeCode = event.code;
      if (event.type === "bye" || (event.type === "error" && event.id === undefined))
        this.#keepWord(problemOfWord(event));
    }
    this.#port.frame(events);
  }

  #keepWord(word: Problem): void {
    if (this.#attempt) this.#attempt.lastWord = { word, at: performance.now() };
  }

  #welcomed({ heartbeat }: EventOf<"welcome">): void {
    clearTimeout(this.#timer);
    this.#probe?.abort();
    this.#unwelcomed = 0;
    this.#watchdog.start(heartbeat);
    const attempt = this.#attempt!;
    if (attempt.welcomedAt === undefined) this.#ways.worked(attempt.way!);
    attempt.welcomedAt = performance.now();
    this.#state = { status: "online", way: attempt.way! };
  }

  #ended(closeCode: number, reason = ""): void {
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
    if (attempt && hasFailed(attempt, code) && this.#ways.failed(attempt.way!)) return this.#open();
    this.#wait(attempt, problem);
  }

  #wait(attempt: Attempt | undefined, problem: Problem | undefined): void {
    const welcomedAt = attempt?.welcomedAt;
    if (welcomedAt !== undefined && performance.now() - welcomedAt >= this.#timing.stableMs) this.#failures = 0;
    const retryAfter = boundRetryAfter(problem?.retryAfter ?? 0, this.#timing);
    const delay = backoffDelay(this.#failures, retryAfter, this.#timing);
    this.#failures += 1;
    this.#waited = stopwatch();
    this.#retryAfter = retryAfter;
    this.#timer = setTimeout(() => this.#open(), delay);
    this.#become({ status: "waiting", retryAt: Date.now() + delay, ...(problem && { problem }) });
    if (welcomedAt !== undefined) return;
    this.#unwelcomed += 1;
    if (this.#unwelcomed === 1 || this.#unwelcomed % PROBE_EVERY_ATTEMPTS === 0) void this.#investigate(attempt?.token);
  }

  /** The attempts go on meanwhile: whoever gets in first is right. */
  async #investigate(token: string | undefined): Promise<void> {
    this.#probe?.abort();
    const probe = new AbortController();
    this.#probe = probe;
    const timer = setTimeout(() => probe.abort(), this.#timing.probeMs);
    const finding = await this.#port.probe(token, probe.signal);
    clearTimeout(timer);
    if (probe.signal.aborted || !finding) return;
    const problem = "problem" in finding ? finding.problem : this.#credentials.refuse(token);
    if (problem) this.refuse(problem);
  }

  #wake(isNewNetwork: boolean): void {
    if (isNewNetwork) this.#ways.networkChanged();
    const { status } = this.#state;
    if (status === "online") this.#watchdog.check();
    if (status === "waiting" && this.#waited() >= this.#retryAfter) this.#open();
    // An attempt that began before the sleep would only run into its limit.
    if (status === "connecting" && this.#attempt!.age() > this.#timing.wakePongMs) this.#open();
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
    this.#probe?.abort();
    this.#unwake();
    this.#unwake = () => {};
    this.#become(state);
  }

  #become(state: LinkState): void {
    this.#state = state;
    this.#port.changed();
  }
}
