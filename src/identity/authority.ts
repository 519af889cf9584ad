import { jwksUrl, type Variables } from "../variables.ts";
import { HostKeys } from "./jwks.ts";
import { signingKey } from "./keyring.ts";

/** What tokens are checked by, and guests' are signed with. */
export interface Authority {
  /** This server's secret. Guests' tokens are signed with it; a host application's too, where it tells no keys. */
  readonly key: CryptoKey;
  /** The keys of a host application that signs with its own. */
  readonly keys: HostKeys | undefined;
  /** What its tokens have to say of who made them, and for whom. */
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
}

type Env = Parameters<typeof signingKey>[0];

/** The keys in use, kept for the isolate as the secret is. */
let current: HostKeys | undefined;

/** @throws where the operator named keys that are not to be trusted */
export async function authorityOf(env: Env): Promise<Authority> {
  return {
    key: await signingKey(env),
    keys: keysOf(env),
    issuer: env.AUTH_ISSUER || undefined,
    audience: env.AUTH_AUDIENCE || undefined,
  };
}

function keysOf(variables: Variables): HostKeys | undefined {
  const url = jwksUrl(variables);
  if (url && current?.url.href !== url.href) current = new HostKeys(url);
  return url && current;
}
