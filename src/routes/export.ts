import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { parseExportQuery } from "../protocol/query.ts";
import { exportStream, type ExportFormat, type ExportSource } from "../transfer/export.ts";
import { attachmentNamed } from "../transfer/file-name.ts";
import { pageFormat } from "../transfer/html/page.ts";
import { LANGUAGES, WORDS, type Language } from "../transfer/html/words.ts";
import { NDJSON } from "../transfer/ndjson.ts";
import type { Visitor } from "../visit.ts";
import type { AppEnv } from "./env.ts";
import { identifyVisitor } from "./identify.ts";
import { inRoom, type RoomStub } from "./messages.ts";
import { problemResponse } from "./problem.ts";

/** `GET /api/rooms/:room/export` [R7]: the room as a file, for whoever may read it. */
export const exportRoom = inRoom(async (c, room, name) => {
  const query = parseExportQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const visitor = await identifyVisitor(c, { room: name });
  if (!visitor.ok) return problemResponse(visitor.error);
  const header = await room.exportHeader(visitor.value);
  if (!header.ok) return problemResponse(header.error);
  const format = formatOf(query.value.format ?? acceptedFormat(c), c);
  return new Response(exportStream(header.value, format, sourceOf(room, visitor.value, header.value.epoch)), {
    headers: {
      "Content-Type": format.contentType,
      "Content-Disposition": attachmentNamed(header.value.room, format.extension),
      "Cache-Control": "no-store",
      Vary: "Accept, Accept-Language",
    },
  });
});

type Kind = "ndjson" | "html";

/** A browser that follows a link wants something to read; programs, which say nothing, want lines. */
function acceptedFormat(c: Context<AppEnv>): Kind {
  const supports = ["application/x-ndjson", "text/html"];
  return accepts(c, { header: "Accept", supports, default: supports[0]! }) === "text/html" ? "html" : "ndjson";
}

function formatOf(kind: Kind, c: Context<AppEnv>): ExportFormat {
  return kind === "ndjson" ? NDJSON : pageFormat(WORDS[languageOf(c)]);
}

/** What the reader would rather read, of what there is: of a language its region makes no difference. */
function languageOf(c: Context<AppEnv>): Language {
  const [english = "en"] = LANGUAGES;
  const language = accepts(c, {
    header: "Accept-Language",
    supports: LANGUAGES,
    default: english,
    match(asked, { supports, default: otherwise }) {
      const wanted = asked
        .toSorted((one, other) => other.q - one.q)
        .map(({ type }) => type.toLowerCase().split("-")[0]);
      return wanted.find((language = "") => supports.includes(language)) ?? otherwise;
    },
  });
  return language as Language; // One of those that are supported.
}

/** The room's object, a page at a time. In between it can do something else, or sleep. @param visitor who pays for it */
function sourceOf(room: RoomStub, visitor: Visitor, epoch: string): ExportSource {
  return {
    async page(place) {
      for (;;) {
        const page = await room.exportPage(visitor, place);
        if (page.ok) return page.value;
        if (page.error.retryAfter === undefined) throw new Error(page.error.message);
        await scheduler.wait(page.error.retryAfter);
      }
    },
    excerpts: (seqs) => room.exportExcerpts(epoch, seqs),
  };
}
