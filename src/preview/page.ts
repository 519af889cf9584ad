import { PREVIEW_BODY_MAX_BYTES, PREVIEW_REDIRECTS_MAX, PREVIEW_USER_AGENT } from "../config.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { readBeginning } from "../read-beginning.ts";
import { decodeHtml } from "./charset.ts";
import { isAddress, isPublicAddress } from "./ip.ts";
import type { Outside } from "./outside.ts";
import { publicTarget } from "./target.ts";

/** The beginning of a page, and where it was found in the end. */
export interface Page {
  readonly url: URL;
  readonly html: string;
}

/** Whatever the reason, it is said in the same words: a preview is not to tell what answers where. */
export const NOTHING = fail("not_found", "There is nothing to show of this address.");
const BUSY = fail("rate_limited", "Too many previews in a short time.");

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const HTML = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i;

const HEADERS = { Accept: "text/html, application/xhtml+xml", "User-Agent": PREVIEW_USER_AGENT };

/**
 * Fetches the beginning of a page, without cookies and without a referrer. Redirects are followed by hand: each target is
 * checked as the first was.
 *
 * What a name resolves to is looked up before each request, but the platform's `fetch` looks it up again and cannot be told
 * an address: a name that changes in between (DNS rebinding) is not caught here. On Cloudflare `fetch` cannot reach private
 * networks anyway (`global_fetch_strictly_public` in wrangler.toml); whoever runs this elsewhere has to see to that.
 * @param target what `publicTarget` has let pass
 * @returns `not_found` where there is no such page in time, `rate_limited` where a host was asked too often
 */
export async function fetchPage(target: URL, outside: Outside): Promise<Result<Page>> {
  let url = target;
  for (let redirects = 0; redirects <= PREVIEW_REDIRECTS_MAX; redirects++) {
    const step = await fetchStep(url, outside);
    if (!step.ok) return step;
    if ("html" in step.value) return ok(step.value);
    const next = publicTarget(step.value.location, outside.ownHost);
    if (!next.ok) return NOTHING;
    url = next.value;
  }
  return NOTHING;
}

/** Where a redirect leads to. */
interface Redirect {
  readonly location: string;
}

/** One request: a page, or where it is to be had. */
async function fetchStep(url: URL, outside: Outside): Promise<Result<Page | Redirect>> {
  const { fetch, permit, signal } = outside;
  try {
    if (!(await isPublic(url.hostname, outside))) return NOTHING;
    if (!(await permit(url.hostname))) return BUSY;
    const response = await fetch(url, { headers: HEADERS, redirect: "manual", signal });
    const location = REDIRECTS.has(response.status) ? response.headers.get("Location") : null;
    const type = response.headers.get("Content-Type") ?? "";
    if (location === null && response.ok && HTML.test(type)) {
      return ok({ url, html: decodeHtml(await readBeginning(response.body, PREVIEW_BODY_MAX_BYTES, signal), type) });
    }
    await response.body?.cancel();
    const next = location === null ? null : URL.parse(location, url);
    return next ? ok({ location: next.href }) : NOTHING;
  } catch {
    // Refused, cut off, too slow: what others do wrong is nothing to tell, and nothing to log.
    return NOTHING;
  }
}

/** Whether all that a host leads to is public. @throws where that is not known */
async function isPublic(host: string, { resolve, signal }: Outside): Promise<boolean> {
  if (isAddress(host)) return isPublicAddress(host);
  const addresses = await resolve(host, signal);
  return addresses.length > 0 && addresses.every(isPublicAddress);
}
