import type { Counts } from "../protocol/answers.ts";
import type { Pair } from "../protocol/direct.ts";
import type { Listing } from "../protocol/directory.ts";
import type { ImportHeader } from "../protocol/import-rules.ts";
import type { Closing } from "../protocol/operator.ts";
import { DEFAULT_SETTINGS, type Settings } from "../protocol/settings.ts";
import type { Bucket } from "../protocol/token-bucket.ts";
import type { Database } from "./database.ts";
import type { Statement } from "./rows.ts";

/** Where a log stood when its oldest part was dropped, which may have been all of it: no `seq` is ever given twice. */
interface Tail {
  readonly seq: number;
  /** The newest entry's time, ms since 1970. */
  readonly at: number;
  /** The meter's, then. */
  readonly counts: Counts;
}

/** A log that is being brought in, of which some may be there already. */
export interface IncomingLog extends ImportHeader {
  readonly id: string;
  /** When it was begun, ms since 1970. */
  readonly at: number;
}

/** That a log was brought in: up to where, and when, ms since 1970. */
interface Imported {
  readonly seq: number;
  readonly at: number;
}

/** What tells a password again, and does not tell it. Hexadecimal. */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: string;
}

/** What is left for guessing at the password: for all together, and for those who guessed last. */
interface Guesses {
  readonly all: Bucket;
  readonly by: readonly (readonly [string, Bucket])[];
}

/** [L2] What the directory was last told of the room. */
export interface Heralded {
  readonly room: string;
  /** Null where it was told that the room is not public any more. */
  readonly listing: Listing | null;
  /** When that was, and before when nothing more is to be told, ms since 1970. */
  readonly at: number;
  readonly next: number;
}

/** What the operator's registry was told last. */
interface Told {
  /** ms since 1970 */
  readonly at: number;
  /** How many users were here. */
  readonly online: number;
}

/** What is known of a room beside what was said in it: a row each. */
export interface Facts {
  /** [B1] Empty where nobody has ever been here. */
  readonly epoch: string;
  /** When the room was made, ms since 1970. */
  readonly created: number;
  readonly settings: Settings;
  /** `seq` of the messages that are pinned, in that order. */
  readonly pins: readonly number[];
  /** Undefined where nothing was ever dropped. */
  readonly tail: Tail | undefined;
  /** Null where nothing is being brought in. */
  readonly incoming: IncomingLog | null;
  /** Undefined where all was said here. */
  readonly imported: Imported | undefined;
  /** The two whose a conversation is; undefined in every other room. */
  readonly pair: Pair | undefined;
  /** What is kept of the room's password; null where there is none. */
  readonly password: PasswordHash | null;
  /** Who was here when the door was closed, and may come back: ids. */
  readonly admitted: readonly string[];
  /** What is left of guessing at the password; undefined where nobody has. */
  readonly guesses: Guesses | undefined;
  /** [K6] The words that are masked. */
  readonly words: readonly string[];
  /** Undefined where the directory was never told anything. */
  readonly heralded: Heralded | undefined;
  /** That the operator has closed the room; null where it is open. */
  readonly closed: Closing | null;
  /** Undefined where nothing ever was. */
  readonly told: Told | undefined;
  /** [O4] When the operator sent the notice that was told here last, ms since 1970; 0 where none was. */
  readonly noticed: number;
}

/** Before there is a room. */
export const NO_FACTS: Facts = {
  epoch: "",
  created: 0,
  settings: DEFAULT_SETTINGS,
  pins: [],
  tail: undefined,
  incoming: null,
  imported: undefined,
  pair: undefined,
  password: null,
  admitted: [],
  guesses: undefined,
  words: [],
  heralded: undefined,
  closed: null,
  told: undefined,
  noticed: 0,
};

/** Another one each time. */
export function newEpoch(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(0, 12);
}

/** The facts that are stored. */
export function loadFacts(database: Database): Facts {
  const rows = database.all<{ key: string; value: string }>("SELECT key, value FROM meta");
  const { epoch = "", created = "0", ...changed } = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  // Written by `factStatements` and nobody else.
  const facts = Object.entries(changed).map(([key, value]) => [key, JSON.parse(value) as unknown]);
  const { settings, ...rest } = Object.fromEntries(facts) as ChangedFacts;
  return { ...NO_FACTS, ...rest, epoch, created: Number(created), settings: { ...DEFAULT_SETTINGS, ...settings } };
}

/** Facts that may change. */
export type ChangedFacts = Partial<Omit<Facts, "epoch" | "created">>;

/** Writes what has become of facts: a row each. */
export function factStatements(facts: ChangedFacts): Statement[] {
  return Object.entries(facts).map(([key, value]) => [UPSERT, key, JSON.stringify(value)]);
}

// Not REPLACE, which would be charged as two rows.
const UPSERT = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
