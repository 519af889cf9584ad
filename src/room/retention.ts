import {
  READS_DROP_PAUSE_MS,
  READS_KEPT_MS,
  TRIM_PAUSE_MS,
  TRIM_SLACK_MAX,
  TRIM_SLACK_MIN,
  TRIM_SLACK_SHARE,
  TRIM_STEP_ROWS,
} from "../config.ts";
import { type Keep } from "../variables.ts";
import type { Intake } from "./intake.ts";
import type { Log } from "./log.ts";
import type { Outbox } from "./outbox.ts";
import type { Reads } from "./reads.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the retention is made of. */
export interface RetentionParts {
  readonly log: Log;
  readonly outbox: Pick<Outbox, "flush">;
  readonly reads: Reads;
  readonly intake: Pick<Intake, "due" | "step">;
  /** The operator's, for all rooms. */
  readonly limits: Keep;
  /** The clock, ms since 1970. */
  now(): number;
  /** Something went wrong that nobody in the room did. */
  report(error: unknown): void;
}

/**
 * [R6] How long what was said is kept: the log is trimmed from its old end, in steps, when the room is woken for it. What was
 * being brought in and never came to an end goes, too [R8].
 */
export class Retention {
  readonly #parts: RetentionParts;
  /** Whether the last step dropped all that it may, and is to be gone on with. */
  #isUnfinished = false;
  /** After a step that failed: when to try again, ms since 1970. */
  #notBefore = 0;
  /** When those were last looked for who have not read on for long, ms since 1970. */
  #readsAt = 0;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** When the next step is due, ms since 1970; Infinity where nothing is ever to go. */
  get due(): number {
    return Math.min(this.#trimDue, this.#parts.intake.due);
  }

  get #trimDue(): number {
    const { log } = this.#parts;
    const held = log.length;
    if (!log.exists || held === 0) return Infinity;
    const { days, messages } = this.keep;
    const slack = this.#isUnfinished ? 0 : slackOf(messages);
    const isTooLong = messages > 0 && held > messages + slack;
    const tooOldAt = days > 0 ? (log.firstAt ?? 0) + days * DAY_MS + TRIM_PAUSE_MS : Infinity;
    return Math.max(this.#notBefore, isTooLong ? 0 : tooOldAt);
  }

  /** Drops what is to go, where that is due, as much of it as one step may. What is left is due at once. */
  step(): void {
    const { log, outbox, now, report, intake } = this.#parts;
    outbox.flush();
    intake.step();
    const at = now();
    if (this.#trimDue > at) return;
    const { days, messages } = this.keep;
    const oldest = days > 0 ? at - days * DAY_MS : 0;
    const from = messages > 0 ? log.head - messages + 1 : 0;
    try {
      const dropped = log.trim((entry) => entry.at < oldest || entry.seq < from, TRIM_STEP_ROWS);
      this.#isUnfinished = dropped === TRIM_STEP_ROWS;
      if (at - this.#readsAt >= READS_DROP_PAUSE_MS) this.#dropReads(at, TRIM_STEP_ROWS - dropped);
    } catch (error) {
      this.#notBefore = at + TRIM_PAUSE_MS;
      report(error);
    }
  }

  #dropReads(now: number, limit: number): void {
    if (limit > this.#parts.reads.drop(now - READS_KEPT_MS, limit)) this.#readsAt = now;
  }

  /** What holds of the owner's choice and the operator's. */
  get keep(): Keep {
    const { log, limits } = this.#parts;
    return {
      days: smaller(log.settings.keepDays, limits.days),
      messages: smaller(log.settings.keepMessages, limits.messages),
    };
  }
}

/** The smaller of two limits, of which 0 is none. */
function smaller(one: number, other: number): number {
  return one === 0 || other === 0 ? one + other : Math.min(one, other);
}

/** By how many entries a log may be longer than it is to be. */
function slackOf(messages: number): number {
  return Math.min(TRIM_SLACK_MAX, Math.max(TRIM_SLACK_MIN, Math.floor(messages * TRIM_SLACK_SHARE)));
}
