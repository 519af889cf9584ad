import type { RoomMade } from "../../src/protocol/answers.ts";
import { ask } from "./http.ts";
import { newRoom, type TestServer } from "./server.ts";
import { join, type JsonSocket, type Welcome } from "./socket.ts";

/** A room with its owner in it. */
export interface OwnedRoom {
  readonly room: string;
  readonly token: string;
  readonly owner: JsonSocket;
  readonly welcome: Welcome;
}

/** Makes a room of somebody called Owner, who is in it. */
export async function ownedRoom(server: TestServer, settings: object = {}): Promise<OwnedRoom> {
  const made = await makeRoom(server, { room: newRoom("owned"), name: "Owner", settings });
  if (made.status !== 201) throw new Error(`HTTP ${made.status}: ${JSON.stringify(made.body)}`);
  const { room, token = "" } = made.body as RoomMade;
  const { socket: owner, welcome } = await join(server, room, { token, name: "Owner" });
  return { room, token, owner, welcome };
}

/** `POST /api/rooms` */
export function makeRoom(server: TestServer, body: object, headers: Record<string, string> = {}) {
  return ask(server, "/api/rooms", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}
