import { decodeCommand } from "../protocol/incoming.ts";
import type { CommandType } from "../protocol/commands.ts";
import { parseJoinQuery } from "../protocol/query.ts";
import { fail } from "../protocol/result.ts";
import { parseObject } from "./body.ts";
import { identifyRequest, tokenOf } from "./identify.ts";
import { inRoom } from "./messages.ts";
import { problemResponse } from "./problem.ts";

/** What is about being somebody: the guest of an address may be many, and none of them speaks for the others. */
const NEEDS_TOKEN: ReadonlySet<CommandType> = new Set<CommandType>([
  "edit",
  "delete",
  "pin",
  "read",
  "room",
  "rename",
  "auth",
]);

/** `POST /api/rooms/:room/commands` [T8]: any one command. 200 with its ack. */
export const runCommand = inRoom(async (c, room) => {
  const query = parseJoinQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const body = parseObject(await c.req.text());
  if (!body.ok) return problemResponse(body.error);
  const command = decodeCommand({ id: crypto.randomUUID(), ...body.value });
  if (!command.ok) return problemResponse(command.error);
  if (NEEDS_TOKEN.has(command.value.type) && tokenOf(c) === undefined) {
    return problemResponse(fail("unauthorized", "This needs a token: POST /api/session gives one.").error);
  }
  const identity = await identifyRequest(c, query.value.name);
  if (!identity.ok) return problemResponse(identity.error);
  const ack = await room.command(identity.value, command.value);
  return ack.ok ? c.json(ack.value) : problemResponse(ack.error);
});
