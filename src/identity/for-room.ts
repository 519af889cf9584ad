import { GUEST_TOKEN_MS } from "../config.ts";
import { isGuest, type You } from "../protocol/fields.ts";
import type { Result } from "../protocol/result.ts";
import type { Identity } from "../visit.ts";
import { authorityOf } from "./authority.ts";
import { identifyCaller, nameCaller, type Caller } from "./caller.ts";
import { signingKey } from "./keyring.ts";
import { signToken, verifyToken } from "./tokens.ts";

type Env = Parameters<typeof signingKey>[0];

/** What a room's object asks about who somebody is. Each fetches the key, which is made once and kept. @param room its name */
export function identityFor(env: Env, room: string | undefined) {
  return {
    /** Who a token is for. */
    authenticate: async (token: string): Promise<Result<Identity>> => verifyToken(await authorityOf(env), token, room),
    /** Who comes, with a token or as somebody new. */
    identify: async (token: string | undefined, name: string | undefined): Promise<Result<Caller>> =>
      identifyCaller(await authorityOf(env), token, { room, name }),
    /** The same somebody under another name. */
    name: async (identity: Identity, name: string | undefined): Promise<Caller> =>
      nameCaller(await signingKey(env), identity, name),
    /** A new token for a guest; none for a host application's user, who has theirs from there. */
    renew: async (you: You): Promise<string | undefined> =>
      isGuest(you.id) ? signToken(await signingKey(env), { you, expires: Date.now() + GUEST_TOKEN_MS }) : undefined,
  };
}
