import * as v from "valibot";
import {
  JWKS_AGAIN_MS,
  JWKS_KEPT_MS,
  JWKS_MAX_BYTES,
  JWKS_RETRY_MS,
  JWKS_STALE_MAX_MS,
  JWKS_TIME_MS,
} from "../config.ts";
import { logError } from "../logger.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { readBeginning } from "../read-beginning.ts";

const member = v.exactOptional(v.string());

/** A public key that tokens may name: of it, what makes it one. A key for other purposes, or a secret, is none. */
const Key = v.object({
  kid: v.string(),
  kty: v.picklist(["RSA", "EC", "OKP"]),
  use: v.exactOptional(v.literal("sig")),
  alg: member,
  n: member,
  e: member,
  crv: member,
  x: member,
  y: member,
});
export type Key = v.InferOutput<typeof Key>;

/** What else is in it may be of use to others. */
const KeySet = v.pipe(
  v.object({ keys: v.array(v.fallback(v.nullable(Key), null)) }),
  v.transform(({ keys }) => keys.filter((key) => key !== null)),
);

/** While another request asks, it is looked this often whether it has been answered. ms */
const LOOK_MS = 20;

const AWAY = fail(
  "internal",
  "The keys by which tokens are checked cannot be had just now. Come back with the same token.",
  JWKS_RETRY_MS,
);

/**
 * The public keys of a host application, as it tells them at an address (RFC 7517). Kept for the isolate: values may be shared by
 * requests, promises may not, so of many requests that need them one asks, and the others look what has become of it.
 */
export class HostKeys {
  readonly url: URL;
  readonly #fetch: typeof fetch;
  #keys: readonly Key[] = [];
  /** When they were told, and last asked for, ms since 1970. */
  #toldAt = -Infinity;
  #askedAt = -Infinity;
  /** Whether that is not answered yet. A request that is given up leaves it so: it counts no longer than asking may take. */
  #isAsking = false;

  /** @param fetch how they are asked for; another one is for tests */
  constructor(url: URL, fetch: typeof globalThis.fetch = (...asked) => globalThis.fetch(...asked)) {
    this.url = url;
    this.#fetch = fetch;
  }

  /** The keys of a name: none where there is none, mostly one. @returns `internal` where nobody can say */
  async named(kid: string): Promise<Result<readonly Key[]>> {
    if (Date.now() - this.#toldAt >= JWKS_KEPT_MS || this.#of(kid).length === 0) await this.#refresh(kid);
    return Date.now() - this.#toldAt < JWKS_KEPT_MS + JWKS_STALE_MAX_MS ? ok(this.#of(kid)) : AWAY;
  }

  #of(kid: string): readonly Key[] {
    return this.#keys.filter((key) => key.kid === kid);
  }

  async #refresh(kid: string): Promise<void> {
    const now = Date.now();
    if (this.#isAsking && now - this.#askedAt < JWKS_TIME_MS) {
      // What was good a moment ago is good until it is known better.
      if (this.#of(kid).length === 0) await this.#answered();
      return;
    }
    const pause = this.#toldAt === -Infinity ? JWKS_RETRY_MS : JWKS_AGAIN_MS;
    if (now - this.#askedAt < pause) return;
    this.#askedAt = now;
    this.#isAsking = true;
    try {
      this.#keys = await this.#ask();
      this.#toldAt = Date.now();
    } catch (error) {
      logError("identity.keys", error);
    } finally {
      this.#isAsking = false;
    }
  }

  async #answered(): Promise<void> {
    const until = this.#askedAt + JWKS_TIME_MS;
    while (this.#isAsking && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }

  /** @throws where they are not told, in time and as they should be */
  async #ask(): Promise<readonly Key[]> {
    const signal = AbortSignal.timeout(JWKS_TIME_MS);
    // Who it is that tells them is said by the address: it does not lead elsewhere.
    const headers = { Accept: "application/jwk-set+json, application/json" };
    const response = await this.#fetch(this.url, { headers, redirect: "manual", signal });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`HTTP ${response.status} instead of keys`);
    }
    const body = await readBeginning(response.body, JWKS_MAX_BYTES, signal);
    return v.parse(KeySet, JSON.parse(new TextDecoder().decode(body)));
  }
}
