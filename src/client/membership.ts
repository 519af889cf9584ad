import type { RoomDescription, RoomEntered, RoomSign } from "../protocol/answers.ts";
import type { Command } from "../protocol/commands.ts";
import type { Ack } from "../protocol/events.ts";
import type { Role } from "../protocol/fields.ts";
import type { Invitation } from "../protocol/records.ts";
import type { Problem } from "../protocol/result.ts";
import { roomAddress } from "./address.ts";
import { call, type Caller } from "./call.ts";
import { TIMING, type Timing } from "./config.ts";
import { problemIn } from "./problem.ts";
import { disconnectedError, RoomError } from "./room-error.ts";
import { within } from "./within.ts";

/** What an invitation is good for: any number of people, for good, and as members unless told. */
export interface InviteOptions {
  readonly role?: Exclude<Role, "guest">;
  /** How long, s. */
  readonly seconds?: number;
  /** For how many people. */
  readonly uses?: number;
}

/** Who belongs to a room: what its moderators and owners do about it. Each of these rejects with a `RoomError`, as all commands do. */
export class Membership {
  readonly #ask: (command: Command) => Promise<Ack>;

  /** @param room the connected room in which it is done */
  constructor(room: { command(command: Command): Promise<Ack> }) {
    this.#ask = (command) => room.command(command);
  }

  /** Makes somebody this; `guest` takes away what the room made them. @param user an id */
  setRole(user: string, role: Role): Promise<Ack> {
    return this.#ask({ type: "role", user, role });
  }

  /** Makes an invitation. @returns it with its code, which is told only now: `inviteLink` makes a link of it */
  async invite(options: InviteOptions = {}): Promise<Invitation> {
    const { invitation } = await this.#ask({ type: "invite", ...options });
    if (!invitation) throw new RoomError("internal", "The server did not say which invitation it made.");
    return invitation;
  }

  /** The invitations that are good. */
  async invites(): Promise<readonly Invitation[]> {
    return (await this.#ask({ type: "invites" })).invitations ?? [];
  }

  /** Takes one back. @param invite what it is called */
  uninvite(invite: string): Promise<Ack> {
    return this.#ask({ type: "uninvite", invite });
  }
}

/** What is opened to come by an invitation. @param base the server's address */
export function inviteLink(base: string | URL, room: string, code: string): string {
  return new URL(`/r/${encodeURIComponent(room)}#invite=${code}`, base).href;
}

/** What lets one in. */
export interface RoomKeys {
  /** What to be called, for who comes without a token. */
  readonly name?: string;
  readonly password?: string;
  /** The code of an invitation. */
  readonly invite?: string;
}

/**
 * Comes to belong to a room by its password or an invitation. Then it is joined as any other.
 * @returns the room, who one is in it, and a guest's token where there is a new one: with another, one is somebody else
 * @throws RoomError with the server's code (`wrong_password`, `bad_invite`, `rate_limited`, `locked`, …), or `disconnected`
 */
export function enterRoom(caller: Caller, room: string, keys: RoomKeys, timing: Timing = TIMING): Promise<RoomEntered> {
  return call(caller, `rooms/${encodeURIComponent(room)}/enter`, keys, timing);
}

/** What a room says at its door: what it is, or why one does not come in, and what is known of it all the same. */
export interface Knock {
  readonly room?: RoomDescription;
  readonly problem?: Problem;
  readonly about?: RoomSign;
}

/** Asks at a room's door, without entering it. @throws RoomError `disconnected` */
export async function knock({ base, token }: Caller, room: string, timing: Timing = TIMING): Promise<Knock> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const never = new AbortController().signal;
  const answer = await within(timing.sayMs, never, async (signal) => {
    try {
      const response = await fetch(roomAddress(base, room), { signal, headers, cache: "no-store" });
      return { isOk: response.ok, body: (await response.json()) as unknown };
    } catch {
      throw disconnectedError();
    }
  });
  if (answer.isOk) {
    const description = answer.body as RoomDescription; // By the server's own schema.
    const problem = problemIn({ error: description.door });
    return { room: description, ...(problem && { problem }) };
  }
  const problem = problemIn(answer.body);
  if (!problem) throw disconnectedError();
  const { about } = answer.body as { about?: RoomSign };
  return { problem, ...(about && { about }) };
}
