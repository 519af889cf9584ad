import type { Counts } from "../protocol/answers.ts";
import { DEFAULT_SETTINGS, type Settings } from "../protocol/settings.ts";
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
}

/** Before there is a room. */
export const NO_FACTS: Facts = { epoch: "", created: 0, settings: DEFAULT_SETTINGS, pins: [], tail: undefined };

/** The facts that are stored. */
export function loadFacts(database: Database): Facts {
  const rows = database.all<{ key: string; value: string }>("SELECT key, value FROM meta");
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  const settings = values.get("settings");
  const pins = values.get("pins");
  const tail = values.get("tail");
  // Written by `factStatement` and nobody else.
  return {
    epoch: values.get("epoch") ?? "",
    created: Number(values.get("created")),
    settings: { ...DEFAULT_SETTINGS, ...(settings === undefined ? {} : (JSON.parse(settings) as Settings)) },
    pins: pins === undefined ? [] : (JSON.parse(pins) as number[]),
    tail: tail === undefined ? undefined : (JSON.parse(tail) as Tail),
  };
}

/** Facts that may change. */
export type ChangedFacts = Partial<Pick<Facts, "settings" | "pins" | "tail">>;

/** Writes what has become of facts: a row each. */
export function factStatements(facts: ChangedFacts): Statement[] {
  return Object.entries(facts).map(([key, value]) => [UPSERT, key, JSON.stringify(value)]);
}

// Not REPLACE, which would be charged as two rows.
const UPSERT = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
