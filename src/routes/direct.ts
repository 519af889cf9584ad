import type { Context, MiddlewareHandler } from "hono";
import { directName } from "../identity/direct-name.ts";
import { namingKey } from "../identity/keyring.ts";
import { parseAs } from "../protocol/codec.ts";
import { DirectRequest, type Direct } from "../protocol/direct.ts";
import { isDirectName } from "../protocol/direct-name.ts";
import { isOfAddress, type User } from "../protocol/fields.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { parseObject } from "../protocol/object.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import { identifyHolder, tokenOf } from "./identify.ts";
import { problemResponse } from "./problem.ts";

/** Characters of an id by which somebody is called whose name is not known. */
const NAME_OF_ID = 32;

/** `POST /api/direct` [D3]: opens the conversation with somebody. 201 where it is new. */
export async function openDirect(c: Context<AppEnv>): Promise<Response> {
  const json = parseObject(await c.req.text());
  if (!json.ok) return problemResponse(json.error);
  const body = parseAs(DirectRequest, json.value);
  if (!body.ok) return problemResponse(body.error);
  const caller = await identifyHolder(c, { room: undefined });
  if (!caller.ok) return problemResponse(caller.error);
  const { you } = caller.value;
  const { user } = body.value;
  const { id, name = id.slice(0, NAME_OF_ID) }: { id: string; name?: string | undefined } =
    typeof user === "string" ? { id: user } : user;
  if (id === you.id) return problemResponse(ONESELF);
  if (isOfAddress(id) || isOfAddress(you.id)) return problemResponse(NOBODY);
  const room = await directName(await namingKey(c.env), [you.id, id]);
  const object = c.env.ROOMS.getByName(room);
  const known = await object.admit(you.id);
  if (known.ok) {
    await c.env.INBOXES.getByName(you.id).show(room);
    return c.json({ room, user: known.value ?? { id, name } } satisfies Direct);
  }
  const allowed = await mayOpen(c, you.id, id);
  if (!allowed.ok) return problemResponse(allowed.error);
  const other: User = { id, name };
  const opened = await object.converse([{ id: you.id, name: you.name }, other]);
  if (!opened.ok) return problemResponse(opened.error);
  return c.json({ room, user: other } satisfies Direct, 201);
}

/** [D8] Whether one more conversation may begin: for whoever opens it, and for whom it is opened with. */
async function mayOpen(c: Context<AppEnv>, opener: string, other: string): Promise<Result<null>> {
  const opening = await c.env.INBOXES.getByName(opener).opening();
  return opening.ok ? c.env.INBOXES.getByName(other).knock() : opening;
}

const ONESELF = fail("bad_command", "A conversation has two people in it.").error;
const NOBODY = fail("forbidden", "Whoever comes without a token cannot be written to.").error;

/**
 * [D2] Lets nobody but the two get at a conversation, by whatever address below that of its room. Its room is asked; what
 * is answered does not say whether there is one.
 */
export const guardDirect: MiddlewareHandler<AppEnv> = async (c, next) => {
  const room = roomOfPath(c, 3);
  if (!room.ok || !isDirectName(room.value)) return next();
  const admitted = await admit(c, room.value);
  return admitted.ok ? next() : problemResponse(admitted.error);
};

async function admit(c: Context<AppEnv>, room: string): Promise<Result<unknown>> {
  if (tokenOf(c) === undefined) return RESERVED;
  const holder = await identifyHolder(c, { room });
  return holder.ok ? c.env.ROOMS.getByName(room).admit(holder.value.you.id) : holder;
}

/** [D1] Whether anybody may make a room of this name: not where it is a conversation's. */
export function mayBeMade(room: string): Result<null> {
  return isDirectName(room) ? RESERVED : ok(null);
}

const RESERVED = fail("forbidden", "Rooms of such names are conversations: POST /api/direct opens one.");
