import type { LinkPreview } from "../protocol/link-preview.ts";
import {
  PREVIEW_DESCRIPTION_MAX_CODE_POINTS,
  PREVIEW_SITE_MAX_CODE_POINTS,
  PREVIEW_TITLE_MAX_CODE_POINTS,
} from "../protocol/limits.ts";
import { ok, type Result } from "../protocol/result.ts";
import { readMeta } from "./meta.ts";
import type { Outside } from "./outside.ts";
import { fetchPage, NOTHING } from "./page.ts";
import { oneLine } from "./text.ts";

/**
 * The way of one preview: an address is judged by itself (`target.ts`), its name is resolved and all it leads to is judged
 * (`resolver.ts`, `ip.ts`), the beginning of the page is fetched, every redirect being a new address (`page.ts`), its bytes become
 * text (`charset.ts`), what it says of itself is read (`meta.ts`) and made one line each (`text.ts`). Nothing here knows a room,
 * or who asks.
 */

/**
 * [P1] What a link leads to, fetched now.
 * @param target what `publicTarget` has let pass
 * @returns `not_found` where there is nothing to show, `rate_limited` where a host was asked too often
 */
export async function previewOf(target: URL, outside: Outside): Promise<Result<LinkPreview>> {
  const page = await fetchPage(target, outside);
  if (!page.ok) return page;
  const meta = await readMeta(page.value.html);
  const title = oneLine(meta.title ?? "", PREVIEW_TITLE_MAX_CODE_POINTS);
  if (title === undefined) return NOTHING;
  const description = oneLine(meta.description ?? "", PREVIEW_DESCRIPTION_MAX_CODE_POINTS);
  const site = oneLine(meta.site ?? "", PREVIEW_SITE_MAX_CODE_POINTS);
  return ok({
    url: page.value.url.href,
    title,
    ...(description === undefined ? {} : { description }),
    ...(site === undefined ? {} : { site }),
  });
}
