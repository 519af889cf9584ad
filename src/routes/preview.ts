import type { Context } from "hono";
import { NO_PREVIEW_KEPT_S, PREVIEW_KEPT_S, PREVIEW_TIME_MS } from "../config.ts";
import { PREVIEW_PERIOD_S } from "../platform-quotas.ts";
import { hasPreviews } from "../variables.ts";
import { networkOf } from "../preview/ip.ts";
import type { Fetch, Outside } from "../preview/outside.ts";
import { previewOf } from "../preview/preview.ts";
import { resolverBy } from "../preview/resolver.ts";
import { publicTarget } from "../preview/target.ts";
import { parsePreviewQuery } from "../protocol/query.ts";
import { fail } from "../protocol/result.ts";
import type { AppEnv } from "./env.ts";
import { problemResponse } from "./problem.ts";

const TOO_MANY = fail("rate_limited", "Too many previews in a short time.", PREVIEW_PERIOD_S * 1000).error;
const SWITCHED_OFF = fail("not_found", "Previews are switched off here.").error;

/**
 * `GET /api/preview?url=` [P1]: what a link leads to. It is fetched once for all who ask at a data centre, and is then in the
 * platform's cache, which holds nothing on `workers.dev` (as of 2026): there only each browser keeps what it was told.
 */
export async function linkPreview(c: Context<AppEnv>): Promise<Response> {
  if (!hasPreviews(c.env)) return switchedOff();
  const query = parsePreviewQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const { origin, hostname: ownHost } = new URL(c.req.url);
  const target = publicTarget(query.value.url, ownHost);
  if (!target.ok) return problemResponse(target.error);

  const key = `${origin}/api/preview?${new URLSearchParams({ url: target.value.href })}`;
  const kept = await caches.default.match(key);
  if (kept) return new Response(kept.body, kept);
  const client = networkOf(c.req.header("CF-Connecting-IP") ?? "unknown");
  const { success } = await c.env.PREVIEWS_BY_CLIENT.limit({ key: client });
  if (!success) return problemResponse(TOO_MANY);

  const preview = await previewOf(target.value, outsideOf(c.env, ownHost));
  if (!preview.ok && preview.error.code === "rate_limited") return problemResponse(TOO_MANY);
  const answer = preview.ok ? Response.json(preview.value) : problemResponse(preview.error);
  answer.headers.set("Cache-Control", `public, max-age=${preview.ok ? PREVIEW_KEPT_S : NO_PREVIEW_KEPT_S}`);
  c.executionCtx.waitUntil(caches.default.put(key, answer.clone()));
  return answer;
}

const fetchOutside: Fetch = (url, init) => fetch(url, init);

function outsideOf(env: AppEnv["Bindings"], ownHost: string): Outside {
  return {
    fetch: fetchOutside,
    resolve: resolverBy(fetchOutside),
    permit: async (host) => (await env.PREVIEWS_BY_HOST.limit({ key: host })).success,
    ownHost,
    signal: AbortSignal.timeout(PREVIEW_TIME_MS),
  };
}

/** Whoever is told so need not ask again: no address has a preview here. */
function switchedOff(): Response {
  const answer = problemResponse(SWITCHED_OFF);
  answer.headers.set("Link-Previews", "off");
  answer.headers.set("Cache-Control", `public, max-age=${NO_PREVIEW_KEPT_S}`);
  return answer;
}
