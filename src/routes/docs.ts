import type { Context } from "hono";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { describeApi } from "../api-docs/document.ts";
import type { Document } from "../api-docs/openapi.ts";
import { apiPage } from "../api-docs/page/page.ts";
import type { AppEnv } from "./env.ts";

/** How long the API's description may be kept without asking, in s: it changes with the server's version only. */
const KEPT_S = 300;
const CACHING = { "Cache-Control": `public, max-age=${KEPT_S}` };

/** The description, and what it was sent as. */
interface Kept {
  readonly origin: string;
  readonly document: Document;
  json?: string;
  page?: string;
}

/** Each made when first asked for, and kept for the address that was asked last: a server rarely has two. */
let kept: Kept | undefined;

function keptFor(c: Context<AppEnv>): Kept {
  const { origin } = new URL(c.req.url);
  if (kept?.origin !== origin) kept = { origin, document: describeApi(origin, c.env) };
  return kept;
}

/** `GET /api/openapi.json` */
export function openApi(c: Context<AppEnv>): Response {
  const description = keptFor(c);
  description.json ??= JSON.stringify(description.document);
  return c.body(description.json, 200, { "Content-Type": "application/json", ...CACHING });
}

/** `GET /api`: the same to be read. */
export async function readableApi(c: Context<AppEnv>): Promise<Response> {
  const description = keptFor(c);
  description.page ??= String(await apiPage(description.document));
  return c.html(description.page, 200, CACHING);
}

/** Who has it already is told so. To pages of other sites, too: what lets them read an answer is kept. */
export const notModified = etag({
  retainedHeaders: [
    ...RETAINED_304_HEADERS,
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Expose-Headers",
  ],
});
