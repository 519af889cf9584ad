import * as v from "valibot";
import { isGuest, Name, Picture, UserId, type You } from "../protocol/fields.ts";
import { ROLES } from "../protocol/permissions.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { parseRoomName } from "../protocol/room-name.ts";
import type { Identity } from "../visit.ts";

/** In every room, where a token says what its user is there. */
const ANYWHERE = "*";

const [, ...GRANTED] = ROLES;
const Granted = v.picklist(GRANTED);

/** What is read of a token that was found to be genuine. Others may be in it that are no concern of ours. */
const Claims = v.object({
  sub: UserId,
  // A host application's users may be called what nobody may be called here, and look like nothing: they still come in.
  name: v.fallback(v.optional(Name), undefined),
  picture: v.fallback(v.optional(Picture), undefined),
  exp: v.pipe(v.number(), v.safeInteger()),
  iss: v.optional(v.unknown()),
  aud: v.optional(v.unknown()),
  /** The rooms that it is good in: what cannot be read here is good nowhere. */
  room: v.optional(v.union([v.string(), v.array(v.string())])),
  /** What one is in which room. Many a sign-in service calls something else so. */
  roles: v.fallback(v.record(v.string(), v.unknown()), {}),
});
type Claims = v.InferOutput<typeof Claims>;

/** What a token says, or why it says nothing of use. */
export function parseClaims(payload: unknown): Claims | undefined {
  const claims = v.safeParse(Claims, payload);
  return claims.success ? claims.output : undefined;
}

/** Whether a token was made by whom it has to be, for whom it has to be. */
export function isMeant(
  { iss, aud }: Claims,
  { issuer, audience }: { readonly issuer: string | undefined; readonly audience: string | undefined },
): boolean {
  return (issuer === undefined || iss === issuer) && (audience === undefined || [aud].flat().includes(audience));
}

/**
 * [I2] [I3] Who these claims are about, in a room.
 * @param room its name; undefined where it is about no room
 * @returns `unauthorized` where they are good in other rooms only
 */
export function identityOf(claims: Claims, room: string | undefined): Result<Identity> {
  const { sub, name = sub.slice(0, NAME_OF_ID), picture, exp } = claims;
  const expires = exp * 1000;
  if (isGuest(sub)) {
    // A guest's token is renewed as it is used, and a new one would be good everywhere.
    return claims.room === undefined ? ok({ you: { id: sub, name, role: "guest" }, expires }) : ELSEWHERE;
  }
  if (!isGoodIn(claims, room)) return ELSEWHERE;
  const granted = roleIn(claims, room);
  const you: You = { id: sub, name, ...(picture !== undefined && { picture }), role: granted ?? "member" };
  return ok({ you, expires, ...(granted !== undefined && { isGranted: true }) });
}

/** Characters of an id by which somebody is called who has no name. */
const NAME_OF_ID = 32;

const ELSEWHERE = fail("unauthorized", "The token is good in other rooms only.");

function isGoodIn({ room: rooms }: Claims, room: string | undefined): boolean {
  return rooms === undefined || [rooms].flat().some((name) => isRoom(name, room));
}

/** What the room itself is said says more than what every room is. */
function roleIn({ roles }: Claims, room: string | undefined): (typeof GRANTED)[number] | undefined {
  if (room === undefined) return undefined;
  const names = Object.keys(roles);
  const name = names.find((other) => isRoom(other, room)) ?? names.find((other) => other === ANYWHERE);
  const role = name === undefined ? undefined : v.safeParse(Granted, roles[name]);
  return role?.success ? role.output : undefined;
}

/** Whether this is a room's name, however it is spelt. */
function isRoom(name: string, room: string | undefined): boolean {
  const parsed = parseRoomName(name);
  return parsed.ok && parsed.value === room;
}
