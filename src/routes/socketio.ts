import type { Context } from "hono";
import { enginePollMs } from "../variables.ts";
import { serveEngine } from "../engineio/edge.ts";
import { authorityOf } from "../identity/authority.ts";
import { identifyCaller } from "../identity/caller.ts";
import { FRAME_MAX_BYTES } from "../protocol/limits.ts";
import { parseJoinQuery } from "../protocol/query.ts";
import { parseRoomName } from "../protocol/room-name.ts";
import type { Result } from "../protocol/result.ts";
import { visitHeaders } from "../visit.ts";
import { asks } from "./challenge.ts";
import { mayJoin } from "./client.ts";
import { isUpgrade } from "./connect.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import { tokenOf, visitorOf } from "./identify.ts";
import { problemResponse } from "./problem.ts";

type Handler = (c: Context<AppEnv>) => Promise<Response>;

/** Leaves all but upgrades to what comes after: only their answers can be given headers. */
export function onUpgrade(handler: Handler) {
  return (c: Context<AppEnv>, next: () => Promise<void>): Promise<Response | void> =>
    isUpgrade(c) ? handler(c) : next();
}

/** `/r/:room/socket.io/`: Socket.IO in the room that the path names. */
export const roomSocketIo: Handler = (c) => socketIo(c, roomOfPath(c, 2));

/** `/socket.io/?room=`: the same, for clients whose path cannot be set. */
export const namedSocketIo: Handler = (c) => socketIo(c, parseRoomName(c.req.query("room") ?? ""));

/** [S5] One request of an Engine.IO client. What can be refused is refused here, without waking the room's object. */
async function socketIo(c: Context<AppEnv>, room: Result<string>): Promise<Response> {
  if (!room.ok) return problemResponse(room.error);
  return serveEngine(c.req.raw, {
    object: c.env.ROOMS.getByName(room.value),
    maxPayload: FRAME_MAX_BYTES,
    ...enginePollMs(c.env),
    waitUntil: (promise) => c.executionCtx.waitUntil(promise),
    async visitor() {
      const query = parseJoinQuery(c.req.query());
      if (!query.ok) return problemResponse(query.error);
      const allowed = await mayJoin(c);
      if (!allowed.ok) return problemResponse(allowed.error);
      // [S2] Who they are they may say when they connect: somebody new they may turn out to be only then.
      const asked = { room: room.value, name: query.value.name };
      const caller = await identifyCaller(await authorityOf(c.env), tokenOf(c), asked);
      if (!caller.ok) return problemResponse(caller.error);
      const { since, history, password, invite } = query.value;
      const visitor = await visitorOf(c, caller.value.identity);
      const isKnown = tokenOf(c) !== undefined;
      return visitHeaders({
        ...caller.value,
        ...visitor,
        isKnown,
        mustBeKnown: asks(c, "visits"),
        password,
        invite,
        mode: "json",
        since,
        history,
        echo: true,
      });
    },
  });
}
