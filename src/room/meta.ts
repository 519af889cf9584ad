import { DEFAULT_SETTINGS, type Settings } from "../protocol/settings.ts";
import type { Database } from "./database.ts";
import type { Statement } from "./rows.ts";

/** What is known of a room beside what was said in it: a row each. */
export interface Facts {
  /** [B1] Empty where nobody has ever been here. */
  readonly epoch: string;
  /** When the room was made, ms since 1970. */
  readonly created: number;
  readonly settings: Settings;
  /** `seq` of the messages that are pinned, in that order. */
  readonly pins: readonly number[];
}

/** Before there is a room. */
export const NO_FACTS: Facts = { epoch: "", created: 0, settings: DEFAULT_SETTINGS, pins: [] };

/** The facts that are stored. */
export function loadFacts(database: Database): Facts {
  const rows = database.all<{ key: string; value: string }>("SELECT key, value FROM meta");
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  const settings = values.get("settings");
  const pins = values.get("pins");
  // Written by `factStatement` and nobody else.
  return {
    epoch: values.get("epoch") ?? "",
    created: Number(values.get("created")),
    settings: { ...DEFAULT_SETTINGS, ...(settings === undefined ? {} : (JSON.parse(settings) as Settings)) },
    pins: pins === undefined ? [] : (JSON.parse(pins) as number[]),
  };
}

/** Facts that may change. */
export type ChangedFacts = Partial<Pick<Facts, "settings" | "pins">>;

/** Writes what has become of facts: a row each. */
export function factStatements(facts: ChangedFacts): Statement[] {
  return Object.entries(facts).map(([key, value]) => [UPSERT, key, JSON.stringify(value)]);
}

// Not REPLACE, which would be charged as two rows.
const UPSERT = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
