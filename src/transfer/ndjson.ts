import type { ExportEnd } from "../protocol/transfer.ts";
import type { ExportFormat } from "./export.ts";

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

/** [R7] A line of JSON for what the file is, for each entry of the log, and for the end. Can be brought in again. */
export const NDJSON: ExportFormat = {
  contentType: "application/x-ndjson; charset=utf-8",
  extension: "ndjson",
  begin: async (header) => lineOf(header),
  page: async (entries) => entries.map(lineOf).join(""),
  end: (count) => lineOf({ type: "parley-export-end", count } satisfies ExportEnd),
};
