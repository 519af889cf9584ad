import type { Context } from "hono";
import type { Caller } from "../identity/caller.ts";
import type { RoomEntered, RoomMade } from "../protocol/answers.ts";
import { parseAs } from "../protocol/codec.ts";
import { EnterRequest } from "../protocol/membership.ts";
import { RoomRequest } from "../protocol/requests.ts";
import { parseRoomName } from "../protocol/room-name.ts";
import { ok, type Result } from "../protocol/result.ts";
import { parseObject } from "../protocol/object.ts";
import { asks, passesChallenge } from "./challenge.ts";
import { mayMake } from "./client.ts";
import { mayBeMade } from "./direct.ts";
import type { AppEnv } from "./env.ts";
import { identify, identifyHeldVisitor, tokenOf, visitorOf } from "./identify.ts";
import { inRoom } from "./messages.ts";
import { problemResponse } from "./problem.ts";

/** Random bytes of a name that is made here: nobody guesses it [R3]. */
const NAME_BYTES = 16;

/** `POST /api/rooms` [R4]: makes a room, whose owner is whoever asks. 201 with it. */
export async function makeRoom(c: Context<AppEnv>): Promise<Response> {
  const text = await c.req.text();
  const json = text === "" ? ok({}) : parseObject(text);
  if (!json.ok) return problemResponse(json.error);
  const body = parseAs(RoomRequest, json.value);
  if (!body.ok) return problemResponse(body.error);
  const name = body.value.room === undefined ? ok(newRoomName()) : parseRoomName(body.value.room);
  if (!name.ok) return problemResponse(name.error);
  const mayBe = mayBeMade(name.value);
  if (!mayBe.ok) return problemResponse(mayBe.error);
  const caller = await identifyMaker(c, name.value, body.value);
  if (!caller.ok) return problemResponse(caller.error);
  const { identity, token } = caller.value;
  const { settings = {}, password } = body.value;
  const made = await c.env.ROOMS.getByName(name.value).open(identity.you, settings, password ?? undefined);
  if (!made.ok) return problemResponse(made.error);
  const { description, code } = made.value;
  const answer: RoomMade = {
    ...description,
    you: { ...identity.you, role: "owner" },
    ...(token === undefined ? {} : { token }),
    ownerLink: invitationLink(c, name.value, code),
  };
  return c.json(answer, 201);
}

/** Who makes a room, where their address may make one more. One challenge is enough for who has no token yet either. */
async function identifyMaker(
  c: Context<AppEnv>,
  room: string,
  { name, challenge }: { readonly name?: string | undefined; readonly challenge?: string | undefined },
): Promise<Result<Caller>> {
  const allowed = await mayMake(c);
  if (!allowed.ok) return allowed;
  const isNew = tokenOf(c) === undefined && asks(c, "visits");
  const passed = isNew ? ok(null) : await passesChallenge(c, "rooms", challenge);
  return passed.ok ? identify(c, { room, name }, challenge) : passed;
}

/** `DELETE /api/rooms/:room` [R9]: deletes a room with all that is in it. Its owner has the token to say so. 204 */
export const deleteRoom = inRoom(async (c, room, name) => {
  const owner = await identifyHeldVisitor(c, { room: name });
  if (!owner.ok) return problemResponse(owner.error);
  const erased = await room.erase(owner.value);
  return erased.ok ? c.body(null, 204) : problemResponse(erased.error);
});

/** `POST /api/rooms/:room/enter` [R11]: lets somebody in by what they know or have, for good. 200 with the room. */
export const enterRoom = inRoom(async (c, room, roomName) => {
  const text = await c.req.text();
  const json = text === "" ? ok({}) : parseObject(text);
  if (!json.ok) return problemResponse(json.error);
  const body = parseAs(EnterRequest, json.value);
  if (!body.ok) return problemResponse(body.error);
  const { name, ...keys } = body.value;
  const caller = await identify(c, { room: roomName, name });
  if (!caller.ok) return problemResponse(caller.error);
  const { identity, token } = caller.value;
  const entered = await room.enter(await visitorOf(c, identity), keys);
  if (!entered.ok) return problemResponse(entered.error);
  const answer: RoomEntered = { ...entered.value, ...(token === undefined ? {} : { token }) };
  return c.json(answer);
});

/** What is opened to come by an invitation. Its code stands where a browser tells no server of it. */
function invitationLink(c: Context<AppEnv>, room: string, code: string): string {
  return new URL(`/r/${encodeURIComponent(room)}#invite=${code}`, c.req.url).href;
}

function newRoomName(): string {
  return crypto.getRandomValues(new Uint8Array(NAME_BYTES)).toHex();
}
