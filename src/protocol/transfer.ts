import * as v from "valibot";
import { Message, Welcome, type DurableEvent } from "./events.ts";
import type { Problem } from "./result.ts";
import { ToldSettings } from "./settings.ts";

/** A room as a file of lines [R7]: one that says what it is, the entries of its log, one that says that this was all. */

export const EXPORT_VERSION = 1;

const { room, epoch, first, head } = Welcome.entries;

export const ExportHeader = v.object({
  type: v.literal("parley-export"),
  /** Of the form of the file. */
  version: v.literal(EXPORT_VERSION),
  room,
  epoch,
  first,
  head,
  settings: ToldSettings,
  /** `seq` of the messages that are pinned, in that order. */
  pins: v.array(v.number()),
  /** When it was taken, ms since 1970. */
  at: v.number(),
});
/** The first line: which room, and what of it. */
export type ExportHeader = v.InferOutput<typeof ExportHeader>;

export const ExportEnd = v.object({
  type: v.literal("parley-export-end"),
  /** How many entries there are before it. */
  count: v.number(),
});
/** The last line. Where it is missing, so is more. */
export type ExportEnd = v.InferOutput<typeof ExportEnd>;

/** Which part of a log is asked for. */
export interface ExportPlace {
  readonly epoch: string;
  /** The last `seq` that is known already. */
  readonly after: number;
  /** The last that is asked for. */
  readonly to: number;
}

/** What an answer quotes. */
export interface Excerpt extends Pick<Message, "seq" | "user" | "text" | "deleted"> {}

/** An entry of a log as it is taken out: of reactions all who gave them are told, an edit has the text as it is now. */
export type ExportEntry = DurableEvent;

/** Why something that was to be brought in does not fit. */
export interface Misfit extends Problem {
  /** Which of the entries it is, where it is one. */
  readonly index?: number;
}
