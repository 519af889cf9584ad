import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { logError } from "../logger.ts";
import type { Health } from "../protocol/answers.ts";
import { FRAME_MAX_BYTES } from "../protocol/limits.ts";
import { fail } from "../protocol/result.ts";
import { describeChallenge } from "./challenge.ts";
import { runCommand } from "./commands.ts";
import { makeCarry } from "./carry.ts";
import { connectApi } from "./connect.ts";
import { guardDirect, openDirect } from "./direct.ts";
import { connectDirectory, readDirectory } from "./directory.ts";
import { discard } from "./discard.ts";
import { notModified, openApi, readableApi } from "./docs.ts";
import type { AppEnv } from "./env.ts";
import { roomEvents } from "./events.ts";
import { exportRoom } from "./export.ts";
import { allowOrigin, guardOrigin, secureApi, secureChallenge, securePage } from "./guard.ts";
import { importRoom } from "./import.ts";
import { changeInbox, connectInbox, readInbox } from "./inbox.ts";
import { describeRoom, postMessage, readMessages, roomStats } from "./messages.ts";
import {
  closeRoom,
  guardOperator,
  inspectRoom,
  listRooms,
  operatorPage,
  readNotice,
  removeRoom,
  reopenRoom,
  sendNotice,
} from "./operator.ts";
import { linkPreview } from "./preview.ts";
import { challengePage, lobbyPage, roomPage, roomSocket } from "./pages.ts";
import { NO_ROUTE, problemResponse } from "./problem.ts";
import { deleteRoom, enterRoom, makeRoom } from "./rooms.ts";
import { session } from "./session.ts";
import { namedSocketIo, onUpgrade, roomSocketIo } from "./socketio.ts";

const limitBody = bodyLimit({
  maxSize: FRAME_MAX_BYTES,
  onError: async (c) => {
    await discard(c.req.raw.body);
    return problemResponse(fail("too_big", `A body holds at most ${FRAME_MAX_BYTES} bytes.`).error);
  },
});

/** The HTTP edge: what each address is (SPEC.md, section 2). */
export const app = new Hono<AppEnv>();

app.use(guardOrigin);

// Before anything that sets headers: those of an upgrade's answer cannot be changed.
app.get("/r/:room", roomSocket);
app.all("/api/rooms/:room/ws", connectApi);
app.all("/api/inbox/ws", connectInbox);
app.all("/api/directory/ws", connectDirectory);
app.get("/r/:room/socket.io/*", onUpgrade(roomSocketIo));
app.get("/socket.io/*", onUpgrade(namedSocketIo));

// Before the rest of the API, which is not to be shown as a page: this is one.
app.get("/api", securePage, notModified, readableApi);
app.get("/api/", (c) => c.redirect("/api", 308));

app.use("/api/*", secureApi, allowOrigin);
app.use("/api/rooms/:room/*", guardDirect);
// Before the limit of other bodies: it has one of its own.
app.post("/api/rooms/:room/import", importRoom);
app.use("/api/admin/*", guardOperator);
app.use("/api/*", limitBody);
app.get("/api/health", (c) => c.json({ ok: true } satisfies Health));
app.get("/api/challenge", describeChallenge);
app.post("/api/session", session);
app.post("/api/session/carry", makeCarry);
app.post("/api/direct", openDirect);
app.get("/api/directory", readDirectory);
app.get("/api/inbox", readInbox);
app.post("/api/inbox", changeInbox);
app.post("/api/rooms", makeRoom);
app.get("/api/rooms/:room", describeRoom);
app.delete("/api/rooms/:room", deleteRoom);
app.post("/api/rooms/:room/enter", enterRoom);
app.get("/api/rooms/:room/stats", roomStats);
app.get("/api/rooms/:room/messages", readMessages);
app.post("/api/rooms/:room/messages", postMessage);
app.post("/api/rooms/:room/commands", runCommand);
app.get("/api/rooms/:room/events", roomEvents);
app.get("/api/rooms/:room/export", exportRoom);
app.get("/api/preview", linkPreview);
app.get("/api/openapi.json", notModified, openApi);
app.get("/api/admin/rooms", listRooms);
app.get("/api/admin/rooms/:room", inspectRoom);
app.delete("/api/admin/rooms/:room", removeRoom);
app.post("/api/admin/rooms/:room/close", closeRoom);
app.post("/api/admin/rooms/:room/reopen", reopenRoom);
app.get("/api/admin/notice", readNotice);
app.post("/api/admin/notice", sendNotice);

app.use("/r/:room/socket.io/*", secureApi, allowOrigin, limitBody);
app.all("/r/:room/socket.io/*", roomSocketIo);
app.use("/socket.io/*", secureApi, allowOrigin, limitBody);
app.all("/socket.io/*", namedSocketIo);

app.get("/challenge", secureChallenge, challengePage);
app.use("/*", securePage);
app.get("/", lobbyPage);
app.get("/index.html", (c) => c.redirect("/", 308));
app.get("/admin", operatorPage);
app.on("GET", ["/admin/", "/admin.html"], (c) => c.redirect("/admin", 308));
app.on("GET", ["/r", "/r/", "/r/:room"], roomPage);

app.notFound(() => problemResponse(NO_ROUTE));
app.onError((error, c) => {
  logError("http.error", error, { method: c.req.method, route: c.req.routePath });
  return problemResponse(fail("internal", "Something went wrong here.").error);
});
