import {
  CHANGE_QUOTA,
  COMMAND_QUOTA,
  ENTRY_QUOTA,
  RENAME_QUOTA,
  REPORT_QUOTA,
  EXPORT_QUOTA,
  EXPORTS_QUOTA,
  SCAN_QUOTA,
  SEARCH_QUOTA,
} from "../config.ts";
import type { Quota } from "../protocol/token-bucket.ts";
import { Buckets } from "./buckets.ts";
import type { Log } from "./log.ts";
import { MessageRate } from "./message-rate.ts";

/** How fast users may do what costs. Each method takes tokens, and returns 0, or after how many ms there are enough. */
export class Rates {
  readonly #quota: Quota;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #changes = new Buckets(CHANGE_QUOTA);
  readonly #commands = new Buckets(COMMAND_QUOTA);
  readonly #scans = new Buckets(SCAN_QUOTA);
  readonly #searches = new Buckets(SEARCH_QUOTA);
  readonly #exports = new Buckets(EXPORT_QUOTA);
  readonly #allExports = new Buckets(EXPORTS_QUOTA);
  readonly #renames = new Buckets(RENAME_QUOTA);
  readonly #reports = new Buckets(REPORT_QUOTA);
  readonly #entries = new Buckets(ENTRY_QUOTA);
  #messages: MessageRate | undefined;

  /** @param quota for messages */
  constructor(quota: Quota, log: Log, now: () => number) {
    this.#quota = quota;
    this.#log = log;
    this.#now = now;
  }

  /** One message. */
  message(user: string): number {
    this.#messages ??= new MessageRate(this.#quota, this.#log, this.#now());
    return this.#messages.take(user, this.#now());
  }

  /** One change of a message. */
  change(user: string): number {
    return this.#changes.take(user, this.#now());
  }

  /** Taking another name. */
  rename(user: string): number {
    return this.#renames.take(user, this.#now());
  }

  /** Telling moderators that a message is wrong. */
  report(user: string): number {
    return this.#reports.take(user, this.#now());
  }

  /** A command that came without a connection. */
  command(user: string): number {
    return this.#commands.take(user, this.#now());
  }

  /** Looking through the log, whatever connection it is asked on. */
  scan(user: string, cost: number): number {
    return this.#scans.take(user, this.#now(), cost);
  }

  /** The same for a search: there is a limit for all users together too. */
  search(user: string, cost: number): number {
    return this.scan(user, cost) || this.#searches.take("", this.#now(), cost);
  }

  /** A page of an export: apart from searches, so that who takes a room with them keeps nobody from looking for something. */
  export(user: string): number {
    return this.#exports.take(user, this.#now()) || this.#allExports.take("", this.#now());
  }

  /** Somebody who is let in for good. */
  enter(): number {
    return this.#entries.take("", this.#now());
  }

  /** What a user has left for messages, to be kept; null where that is no limit. */
  left(user: string): number | null {
    return this.#messages?.left(user) ?? null;
  }

  /** Forgets what was taken for messages that never happened: it is read from the log again. */
  reset(): void {
    this.#messages = undefined;
  }
}
