import type { You } from "./protocol/fields.ts";

/** Who a token says somebody is. */
export interface Identity {
  readonly you: You;
  /** When the token runs out, ms since 1970. */
  readonly expires: number;
  /** Whether a host application's token says that they belong to this very room. */
  readonly isGranted?: boolean;
}

/** Somebody who comes to a room, by whatever way. */
export interface Visitor {
  readonly identity: Identity;
  /** The other site whose page asks, where one does. */
  readonly origin?: string | undefined;
  /** What their address is told again by, this period's and the last one's: nobody can tell the address from it. */
  readonly marks?: readonly string[] | undefined;
}

/** What lets somebody in who does not belong to a room. */
export interface Keys {
  readonly password?: string | undefined;
  /** The code of an invitation. */
  readonly invite?: string | undefined;
}

/** What the worker has found out about a connection, for the room's object to go by. */
export interface Visit extends Visitor, Keys {
  /** A guest's token, to be handed over on joining. */
  readonly token?: string | undefined;
  /** Whether their identity has just been made. */
  readonly isNew?: boolean;
  /** Whether they came with a token: they are not somebody new. */
  readonly isKnown?: boolean;
  /** Whether nobody new comes in this way: they pass a challenge first, and bring the token. */
  readonly mustBeKnown?: boolean;
  /** Whether they come in only where they are here yet and their cursor holds; else the answer is `GOES_NOT_ON`. */
  readonly mustGoOn?: boolean;
  readonly mode: "json" | "text" | "raw";
  /** The subprotocol to select. */
  readonly protocol?: string | undefined;
  readonly echo: boolean;
  readonly since?: string | undefined;
  readonly history: number;
}

/** The status by which a room's object tells the worker that a visit does not go on from one before. No client is told it. */
export const GOES_NOT_ON = 428;

const VISIT_HEADER = "x-parley-visit";

/**
 * The request that a room's object is given: the visit, and of the client's headers only what makes it an upgrade.
 * @param extensions what the client offers: compression is negotiated between it and whoever accepts
 */
export function visitInit(visit: Visit, extensions?: string): RequestInit {
  const headers: Record<string, string> = { Upgrade: "websocket", ...visitHeaders(visit) };
  if (extensions !== undefined) headers["Sec-WebSocket-Extensions"] = extensions;
  return { headers };
}

/** The headers that tell a room's object of a visit. */
export function visitHeaders(visit: Visit): Record<string, string> {
  return { [VISIT_HEADER]: asciiJson(visit) };
}

/** JSON in characters that a header may have. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** @throws where the request did not come through the worker. */
export function visitOf(request: Request): Visit {
  const header = request.headers.get(VISIT_HEADER);
  if (header === null) throw new Error("A room's object is reached through the worker only.");
  return JSON.parse(header) as Visit; // Written by `visitInit` and nobody else.
}
