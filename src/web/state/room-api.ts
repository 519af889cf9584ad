import { enterRoom as enter } from "../../client/membership.ts";
import { RoomError } from "../../client/room-error.ts";
import type { Carried, RoomMade, Session } from "../../protocol/answers.ts";
import type { SettingsChange } from "../../protocol/settings.ts";
import { askApi } from "./ask-api.ts";
import { isChallenged } from "./challenge.ts";
import { forgetToken, savedName, saveName, saveToken } from "./identity.ts";
import { ownerLink } from "./owner-link.ts";
import { readItem } from "./storage.ts";

/** A room that is to be made; without a name it is given one that nobody guesses. */
export interface WantedRoom {
  readonly room?: string;
  readonly settings?: SettingsChange;
  readonly password?: string;
}

/**
 * Makes a room whose owner is this guest [R4]. Its owner's link is shown there.
 * @returns its name
 * @throws RoomError with the server's code, such as `exists`, or `disconnected`
 */
export async function makeRoom(wanted: WantedRoom): Promise<string> {
  const name = savedName();
  const challenge = isChallenged("rooms") ? await solve() : undefined;
  const make = async (guest: string | undefined) =>
    (await askApi("POST", "rooms", guest, { ...wanted, name, challenge })) as RoomMade;
  // What was solved for the room is enough for who is nobody yet.
  const isFirst = challenge !== undefined && isChallenged("visits") && readItem("token") === undefined;
  const { room, token, ownerLink: link } = await (isFirst ? make(undefined) : asGuest(make));
  if (token !== undefined) saveToken(token);
  ownerLink.value = { room, link };
  return room;
}

/** What lets somebody in who does not belong to the room. */
export type Key = { readonly password: string } | { readonly invite: string };

/** Makes this guest belong to a room [R11]. @throws as `makeRoom` does: `wrong_password`, `bad_invite` */
export async function enterRoom(room: string, key: Key): Promise<void> {
  const name = savedName();
  const keys = { ...key, ...(name !== undefined && { name }) };
  const base = new URL(location.origin);
  const { token } = await asGuest((guest) => enter({ base, token: guest }, room, keys));
  if (token !== undefined) saveToken(token);
}

/** Deletes a room of this guest's, with all that is in it [R9]. @throws as `makeRoom` does */
export async function deleteRoom(room: string): Promise<void> {
  await askApi("DELETE", `rooms/${encodeURIComponent(room)}`, readItem("token"));
}

/** Makes a code by which another device becomes this guest [N2]. @throws as `makeRoom` does */
export async function makeCarry(): Promise<Carried> {
  return (await askApi("POST", "session/carry", readItem("token"))) as Carried;
}

/**
 * Becomes the guest that made this code on another device [N2].
 * @returns what they are called
 * @throws as `makeRoom` does: `unauthorized` where the code is good no more. Where no answer came it may have been used
 */
export async function takeCarry(code: string): Promise<string> {
  const { you, token } = (await askApi("POST", "session", undefined, { code })) as Session;
  if (token === undefined) throw new RoomError("internal", "The server gave no token.");
  saveToken(token);
  saveName(you.name);
  return you.name;
}

/** Does something as this guest; as a new one where they were none yet, or are known no more. */
async function asGuest<T>(act: (token: string) => Promise<T>): Promise<T> {
  const token = readItem("token");
  try {
    return await act(token ?? (await newGuest()));
  } catch (error) {
    if (token === undefined || !(error instanceof RoomError) || error.code !== "unauthorized") throw error;
    // Another tab may have been given a new one meanwhile.
    if (readItem("token") === token) forgetToken();
    return act(readItem("token") ?? (await newGuest()));
  }
}

/** Asks this user to show that they are no program. @throws RoomError `challenge_required` where they did not */
async function solve(): Promise<string> {
  const answer = await (await import("../challenge/ask.tsx")).askChallenge();
  if (answer === undefined) throw new RoomError("challenge_required", "The challenge was not passed.");
  return answer;
}

/** The token is kept before anything is made by it: where the answer to that is lost, what was made still has its owner. */
export async function newGuest(challenge?: string): Promise<string> {
  const { token } = (await askApi("POST", "session", undefined, { name: savedName(), challenge })) as Session;
  if (token === undefined) throw new RoomError("internal", "The server gave no token.");
  saveToken(token);
  return token;
}
