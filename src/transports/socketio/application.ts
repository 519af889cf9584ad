import { decodeCommand, type Incoming } from "../../protocol/incoming.ts";
import { parseConnectPayload } from "../../protocol/connect.ts";
import { fail, ok, type Problem, type Result } from "../../protocol/result.ts";
import { newLinkState, type Format, type RoomPort, type Traffic } from "../../room/link.ts";
import type { Admission, Application } from "../../socketio/server.ts";
import type { Identity, Visit, Visitor } from "../../visit.ts";
import { NAMESPACE, SocketIoLink, socketIoFormat, type RoomClient, type RoomClientState } from "./link.ts";
import { makePid, parsePid, publicId, type Pid } from "./pid.ts";

/** Who somebody is, and a guest's token where there is a new one. */
interface Caller {
  readonly identity: Identity;
  readonly token?: string;
}

/** What the application needs beside the room. */
export interface ApplicationPorts {
  /** Who a token is for. @param name what a guest wants to be called */
  identify(token: string, name: string | undefined): Promise<Result<Caller>>;
  /** The same somebody, by the name that they want. */
  name(identity: Identity, name: string | undefined): Promise<Caller>;
  /** [A4] Whether one more may join from an address, and whether one more may come from it who is new. */
  mayJoin(visitor: Visitor): Promise<Result<null>>;
  maySignIn(visitor: Visitor): Promise<Result<null>>;
  epoch(): string;
  readonly traffic: Traffic;
}

/** A room, as an application of Socket.IO [S1]. */
export class RoomApplication implements Application<Visit, RoomClientState> {
  readonly namespaces = new Set([NAMESPACE]);
  readonly #room: RoomPort;
  readonly #ports: ApplicationPorts;
  readonly #format: Format;
  readonly #links = new Map<RoomClient, SocketIoLink>();

  constructor(room: RoomPort, ports: ApplicationPorts) {
    this.#room = room;
    this.#ports = ports;
    this.#format = socketIoFormat(() => ports.epoch());
  }

  /** Takes back a client that a wake found. @returns its link */
  restore(client: RoomClient): SocketIoLink {
    return this.#link(client, client.data!.state);
  }

  /** [S2] Whoever opened the session, unless they say otherwise; somebody who was here, where the library's `pid` says so. */
  async admit(client: RoomClient, auth: Readonly<Record<string, unknown>>): Promise<Admission<RoomClientState>> {
    const payload = parseConnectPayload(auth);
    if (!payload.ok) return refused(payload.error);
    const { name, history, since, offset } = payload.value;
    const { visitor } = client;
    const recall = payload.value.pid === undefined ? undefined : parsePid(payload.value.pid);
    // Who brings a token is whom it names; else it is who was here, if that still holds; else it is who opened the session.
    const isNamed = payload.value.token !== undefined || visitor.isKnown;
    const recalled = recall && !isNamed ? await this.#recall(recall, name) : undefined;
    if (visitor.mustBeKnown && !isNamed && !recalled) return refused(UNKNOWN);
    const counted = await this.#count(client, isNamed || recalled !== undefined);
    if (!counted.ok) return refused(counted.error);
    const caller = recalled ?? (await this.#identify(visitor, payload.value.token, name));
    if (!caller.ok) return refused(caller.error);
    const before = isNamed || recalled ? recall : undefined;
    const { identity, token: given } = caller.value;
    const guest: Visit = { ...visitor, identity };
    const { password = visitor.password, invite = visitor.invite } = payload.value;
    const unlocked = await this.#room.unlock(guest, { password, invite });
    if (!unlocked.ok) return refused(unlocked.error);
    const fresh = makePid(given ?? before?.token);
    const ids = await Promise.all([publicId(fresh), before && publicId(before.pid)]);
    const admitted = this.#room.admits(guest);
    if (!admitted.ok) return refused(admitted.error);
    // Known again is who was here and has missed nothing that cannot be told: asked last, for from here on nothing comes between.
    const isRecovered = before !== undefined && this.#room.holds(offset);
    return {
      ok: true,
      ...(isRecovered ? { pid: before.pid, id: ids[1]! } : { pid: fresh, id: ids[0] }),
      data: {
        state: newLinkState(guest, Date.now()),
        arrival: {
          since: (before && offset) ?? since ?? visitor.since,
          history: history ?? visitor.history,
          token: given,
        },
      },
    };
  }

  joined(client: RoomClient): void {
    const { state, arrival } = client.data!;
    const link = this.#link(client, state);
    link.keep();
    this.#room.join(link, arrival!);
  }

  /** [S4] An event is a command of that name; a `message` is a `send`, and may be the bare text. */
  async event(client: RoomClient, [name, ...args]: readonly unknown[], ack: number | undefined): Promise<void> {
    const link = this.#links.get(client);
    if (!link) return;
    const id = ack === undefined ? undefined : crypto.randomUUID();
    const incoming = commandOf(name, args, id);
    const asked = incoming.ok ? incoming.value.id : incoming.id;
    if (ack !== undefined && asked !== undefined) link.expect(asked, ack);
    await this.#room.receive(link, [incoming]);
  }

  /** A room asks nothing. */
  answered(): void {}

  left(client: RoomClient): void {
    const link = this.#links.get(client);
    this.#links.delete(client);
    if (link) this.#room.leave(link);
  }

  /** Who was here before. @returns undefined where that cannot be told any more: the library goes on saying so */
  async #recall({ token }: Pid, name: string | undefined): Promise<Result<Caller> | undefined> {
    const caller = token === undefined ? undefined : await this.#ports.identify(token, name);
    return caller?.ok ? caller : undefined;
  }

  /** [A4] Opening the session was one join: each time after the first is one more. Only now is it known whether somebody is new. */
  async #count({ visitor, asked }: RoomClient, isKnown: boolean): Promise<Result<null>> {
    const allowed = asked > 1 ? await this.#ports.mayJoin(visitor) : ok(null);
    return allowed.ok && !isKnown ? this.#ports.maySignIn(visitor) : allowed;
  }

  async #identify(visitor: Visit, token: string | undefined, name: string | undefined): Promise<Result<Caller>> {
    if (token !== undefined) return this.#ports.identify(token, name);
    // [I5] The session may have been opened long before.
    if (Date.now() >= visitor.identity.expires) return fail("unauthorized", "The token has run out.");
    const caller = name === undefined ? {} : await this.#ports.name(visitor.identity, name);
    const known = visitor.token === undefined ? {} : { token: visitor.token };
    return { ok: true, value: { identity: visitor.identity, ...known, ...caller } };
  }

  #link(client: RoomClient, state: SocketIoLink["state"]): SocketIoLink {
    const link = new SocketIoLink(client, state, this.#format, this.#ports.traffic);
    this.#links.set(client, link);
    return link;
  }
}

/** [A5] */
const UNKNOWN = fail("challenge_required", "Who comes for the first time gets a token from POST /api/session.").error;

function refused({ message, ...data }: Problem): Admission<RoomClientState> {
  return { ok: false, error: { message, data } };
}

/** @param id what the command is called where it has no id of its own and an answer is asked for */
function commandOf(name: unknown, args: readonly unknown[], id: string | undefined): Incoming {
  const [payload = {}] = args;
  const fields = name === "message" && typeof payload === "string" ? { text: payload } : payload;
  const isObject = typeof fields === "object" && fields !== null && !Array.isArray(fields);
  const incoming: Incoming =
    isObject && args.length <= 1
      ? decodeCommand({ ...(id === undefined ? {} : { id }), ...fields, type: name === "message" ? "send" : name })
      : fail("bad_command", "A command has one argument: an object, or of a message the text.");
  return incoming.ok || incoming.id !== undefined || id === undefined ? incoming : { ...incoming, id };
}
