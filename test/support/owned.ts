import type { RoomMade } from "../../src/protocol/answers.ts";
import type { Invitation } from "../../src/protocol/records.ts";
import { bearer, type Person } from "./direct.ts";
import { ask, type Answer } from "./http.ts";
import { newRoom, type TestServer } from "./server.ts";
import { join, type JsonSocket, type Welcome } from "./socket.ts";

/** A room with its owner in it. */
export interface OwnedRoom {
  readonly room: string;
  readonly token: string;
  readonly owner: JsonSocket;
  readonly welcome: Welcome;
  readonly ownerLink: string;
  /** The owner's. */
  readonly id: string;
}

/** Makes a room of somebody called Owner, who is in it. @param more what else its maker says */
export async function ownedRoom(server: TestServer, settings: object = {}, more: object = {}): Promise<OwnedRoom> {
  const made = await makeRoom(server, { room: newRoom("owned"), name: "Owner", settings, ...more });
  if (made.status !== 201) throw new Error(`HTTP ${made.status}: ${JSON.stringify(made.body)}`);
  const { room, token = "", ownerLink, you } = made.body as RoomMade;
  const { socket: owner, welcome } = await join(server, room, { token, name: "Owner" });
  return { room, token, owner, welcome, ownerLink, id: you.id };
}

/** `POST /api/rooms` */
export function makeRoom(server: TestServer, body: object, headers: Record<string, string> = {}) {
  return ask(server, "/api/rooms", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** `POST /api/rooms/:room/enter` @param client the address that it comes from */
export function enterRoom(
  server: TestServer,
  room: string,
  body: object,
  who?: Pick<Person, "token">,
  client?: string,
): Promise<Answer> {
  const address: Record<string, string> = client === undefined ? {} : { "CF-Connecting-IP": client };
  return ask(server, `/api/rooms/${room}/enter`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(who && bearer(who)), ...address },
    body: JSON.stringify(body),
  });
}

/** Has somebody make an invitation. @returns it, with its code */
export async function inviteBy(socket: JsonSocket, fields: object = {}): Promise<Invitation & { code: string }> {
  const answer = await socket.ask({ type: "invite", ...fields });
  if (answer.type === "error" || !answer.invitation) throw new Error(JSON.stringify(answer));
  return { ...answer.invitation, code: answer.invitation.code ?? "" };
}
