import type { Ack } from "../../src/protocol/events.ts";
import type { Role, You } from "../../src/protocol/fields.ts";
import { ownedRoom, type OwnedRoom } from "./owned.ts";
import type { TestServer } from "./server.ts";
import { join, type JsonSocket, type Welcome } from "./socket.ts";

let addresses = 0;

/** An address that nobody else of these tests has, as the platform tells the worker. */
export function newAddress(): string {
  addresses++;
  return `198.51.${100 + Math.floor(addresses / 250)}.${addresses % 250}`;
}

/** The headers of a request from an address. */
export function from(address: string): { readonly "CF-Connecting-IP": string } {
  return { "CF-Connecting-IP": address };
}

/** Somebody in a room. */
export interface Comer {
  readonly socket: JsonSocket;
  readonly welcome: Welcome;
  readonly you: You;
  readonly token: string;
}

/** Joins a room from an address. @param token of who comes back, or of a host application */
export async function come(
  server: TestServer,
  room: string,
  name: string,
  { token, address = newAddress(), ...query }: { token?: string; address?: string; since?: string } = {},
): Promise<Comer> {
  const { socket, welcome } = await join(
    server,
    room,
    { name, ...(token !== undefined && { token }), ...query },
    { headers: from(address) },
  );
  return { socket, welcome, you: welcome.you, token: token ?? welcome.token ?? "" };
}

/** Says a command that must work. @returns its ack */
export async function done(socket: JsonSocket, command: Record<string, unknown>): Promise<Ack> {
  const answer = await socket.ask(command);
  if (answer.type === "error") throw new Error(`${answer.code}: ${answer.message}`);
  return answer;
}

/** The owner gives somebody a role. */
export async function giveRole(owner: JsonSocket, user: string, role: Role): Promise<void> {
  await done(owner, { type: "role", user, role });
}

/** A room with an owner and a moderator in it. */
export interface ModeratedRoom extends OwnedRoom {
  readonly moderator: Comer;
}

export async function moderatedRoom(server: TestServer, settings: object = {}): Promise<ModeratedRoom> {
  const owned = await ownedRoom(server, settings);
  const moderator = await come(server, owned.room, "Mo");
  await giveRole(owned.owner, moderator.you.id, "moderator");
  return { ...owned, moderator };
}
