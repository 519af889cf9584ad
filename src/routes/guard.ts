import type { Context, MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import { allowedOrigins, hasHostSignIn } from "../variables.ts";
import { fail } from "../protocol/result.ts";
import type { AppEnv } from "./env.ts";
import { problemResponse } from "./problem.ts";

/** [A3] Refuses requests from pages of other sites, unless the operator allows them. Requests without `Origin` are no page's. */
export const guardOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  const origin = c.req.header("Origin");
  if (origin === undefined || isAllowed(origin, c.req.url, allowedOrigins(c.env))) return next();
  return problemResponse(fail("bad_origin", "Pages of this site may not talk to this server.").error);
};

function isAllowed(origin: string, url: string, allowed: readonly string[]): boolean {
  return allowed.includes("*") || allowed.includes(origin) || isOwn(origin, url);
}

/** The host decides, not the scheme: behind a proxy that ends TLS the worker sees http. */
function isOwn(origin: string, url: string): boolean {
  return URL.parse(origin)?.host === new URL(url).host;
}

/** The site whose page makes this request, where it is another one than this server's: a room may have a list of its own. */
export function otherSite(c: Context<AppEnv>): string | undefined {
  const origin = c.req.header("Origin");
  return origin === undefined || isOwn(origin, c.req.url) ? undefined : origin;
}

/** [A3] CORS answers echo the origin, so that credentials may be sent; `guardOrigin` has already refused the others. */
export const allowOrigin: MiddlewareHandler<AppEnv> = cors({
  origin: (origin) => origin,
  credentials: true,
  allowMethods: ["GET", "POST", "DELETE", "OPTIONS"],
  allowHeaders: ["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"],
  exposeHeaders: ["Retry-After", "Link-Previews", "Content-Disposition"],
  maxAge: 86_400,
});

/** Nothing but what the page is made of, no inline script, and no string ever becomes markup. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  // [I4] Pictures of a host application's users are where it has them: elsewhere there are none.
  imgSrc: ["'self'", ({ env }: Context<AppEnv>) => (hasHostSignIn(env) ? "data: https:" : "data:")],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  frameSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
  trustedTypes: ["'none'"],
};

/** Security headers of pages. */
export const securePage: MiddlewareHandler<AppEnv> = secureHeaders({
  contentSecurityPolicy: CONTENT_SECURITY_POLICY,
  xFrameOptions: "DENY",
  // Of this host alone: what else the operator runs beside it is not ours to decide.
  strictTransportSecurity: "max-age=15552000",
  // A room's address is the key to it: other sites are not told.
  referrerPolicy: "no-referrer",
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
});

/** Of the page that is framed to show Turnstile's widget: whose script runs there alone. */
export const secureChallenge: MiddlewareHandler<AppEnv> = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", "https://challenges.cloudflare.com"],
    frameSrc: ["https://challenges.cloudflare.com"],
    connectSrc: ["'self'"],
    styleSrc: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'self'"],
  },
  xFrameOptions: "SAMEORIGIN",
  strictTransportSecurity: "max-age=15552000",
  referrerPolicy: "no-referrer",
});

/** Security headers of the API, whose answers are not to be shown as a page. */
export const secureApi: MiddlewareHandler<AppEnv> = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  crossOriginResourcePolicy: "cross-origin",
  strictTransportSecurity: "max-age=15552000",
  referrerPolicy: "no-referrer",
});
