import type { ExportEnd, ExportEntry, ExportHeader } from "../../src/protocol/transfer.ts";
import { ask, type Answer } from "./http.ts";
import type { TestServer } from "./server.ts";

/** A room as it was taken out. */
export interface Exported {
  readonly text: string;
  readonly header: ExportHeader;
  readonly entries: readonly ExportEntry[];
  readonly end: ExportEnd;
}

/** `GET /api/rooms/:room/export` */
export function requestExport(
  server: TestServer,
  room: string,
  query = "",
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(server.http(`/api/rooms/${encodeURIComponent(room)}/export${query}`), { headers });
}

/** Takes a room out. @param token of who does, where not everybody may @throws where it is not whole */
export async function exported(server: TestServer, room: string, token?: string): Promise<Exported> {
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const response = await requestExport(server, room, "", headers);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${text}`);
  return { text, ...parseExport(text) };
}

/** @throws where it is not whole */
function parseExport(text: string): Omit<Exported, "text"> {
  if (!text.endsWith("\n")) throw new Error("The last line is not whole.");
  const lines = text
    .slice(0, -1)
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  const header = lines.shift() as ExportHeader;
  const end = lines.pop() as ExportEnd;
  const entries = lines as ExportEntry[];
  if (end.type !== "parley-export-end") throw new Error(`The last line is ${JSON.stringify(end)}.`);
  return { header, entries, end };
}

/** Reads a body as far as it goes. @param begin awaited once some of it was read: the rest waits for it */
export async function readSlowly(
  response: Response,
  begin: () => Promise<void>,
): Promise<{ text: string; isCut: boolean }> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const chunks: string[] = [(await reader.read()).value ?? ""];
  await begin();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: chunks.join(""), isCut: false };
      chunks.push(value);
    }
  } catch {
    return { text: chunks.join(""), isCut: true };
  }
}

/** Puts so many messages of somebody else's into a room that has one, as its log would have them. @returns the new head */
export async function grow(server: TestServer, room: string, count: number, text = "hello"): Promise<number> {
  await server.sql(
    room,
    `WITH RECURSIVE n(seq) AS (SELECT (SELECT max(seq) FROM events) + 1 UNION ALL SELECT seq + 1 FROM n LIMIT ?)
      INSERT INTO events (seq, type, at, user_id, user_name, id, text)
      SELECT seq, 'message', (SELECT max(at) FROM events), 'g_u', 'Una', 'i' || seq, ? FROM n`,
    count,
    text,
  );
  // What the object has in memory does not know of it.
  await server.evict(room);
  const [row] = await server.sql(room, "SELECT max(seq) AS head FROM events");
  return Number(row!["head"]);
}

let clients = 0;
/** The address of a client that no other import comes from. */
export const newClient = (): string => `198.51.${Math.floor(++clients / 250)}.${(clients % 250) + 1}`;

/** `POST /api/rooms/:room/import` @param body lines, or all of it @param client its address */
export function bringIn(
  server: TestServer,
  room: string,
  token: string | undefined,
  body: string | readonly object[] | ReadableStream<Uint8Array>,
  client = newClient(),
): Promise<Answer> {
  const headers: Record<string, string> = { "Content-Type": "application/x-ndjson", "CF-Connecting-IP": client };
  if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
  const text = Array.isArray(body) ? body.map((line) => `${JSON.stringify(line)}\n`).join("") : body;
  return ask(server, `/api/rooms/${encodeURIComponent(room)}/import`, {
    method: "POST",
    headers,
    body: text as string,
    ...(typeof text === "string" ? {} : { duplex: "half" }),
  });
}
