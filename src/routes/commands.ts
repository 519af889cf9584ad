import { decodeCommand } from "../protocol/incoming.ts";
import type { CommandType } from "../protocol/commands.ts";
import { parseJoinQuery } from "../protocol/query.ts";
import { parseObject } from "../protocol/object.ts";
import { identifyHeldVisitor, identifySpeaker } from "./identify.ts";
import { inRoom } from "./messages.ts";
import { problemResponse } from "./problem.ts";

/** What is about being somebody. */
const NEEDS_TOKEN: ReadonlySet<CommandType> = new Set<CommandType>([
  "edit",
  "delete",
  "pin",
  "read",
  "room",
  "rename",
  "auth",
  "role",
  "invite",
  "invites",
  "uninvite",
  "kick",
  "ban",
  "unban",
  "mute",
  "unmute",
  "sanctions",
  "purge",
  "filter",
  "report",
  "reports",
  "resolve",
  "audit",
]);

/** `POST /api/rooms/:room/commands` [T8]: any one command. 200 with its ack. */
export const runCommand = inRoom(async (c, room, roomName) => {
  const query = parseJoinQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const body = parseObject(await c.req.text());
  if (!body.ok) return problemResponse(body.error);
  const command = decodeCommand({ id: crypto.randomUUID(), ...body.value });
  if (!command.ok) return problemResponse(command.error);
  const identify = NEEDS_TOKEN.has(command.value.type) ? identifyHeldVisitor : identifySpeaker;
  const visitor = await identify(c, { room: roomName, name: query.value.name });
  if (!visitor.ok) return problemResponse(visitor.error);
  const ack = await room.command(visitor.value, command.value);
  return ack.ok ? c.json(ack.value) : problemResponse(ack.error);
});
