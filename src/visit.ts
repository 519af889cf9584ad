import type { You } from "./protocol/fields.ts";

/** Who a token says somebody is. */
export interface Identity {
  readonly you: You;
  /** When the token runs out, ms since 1970. */
  readonly expires: number;
}

/** What the worker has found out about a connection, for the room's object to go by. */
export interface Visit {
  readonly identity: Identity;
  /** A guest's token, to be handed over on joining. */
  readonly token?: string | undefined;
  readonly mode: "json" | "text" | "raw";
  /** The subprotocol to select. */
  readonly protocol?: string | undefined;
  readonly echo: boolean;
  readonly since?: string | undefined;
  readonly history: number;
}

const VISIT_HEADER = "x-parley-visit";

/** What the runtime itself needs of an upgrade: compression is negotiated between the client and whoever accepts. */
const UPGRADE_HEADERS = ["Upgrade", "Sec-WebSocket-Extensions"];

/** The request that a room's object is given: the visit, and of the client's headers only what makes it an upgrade. */
export function visitRequest(request: Request, visit: Visit): Request {
  const headers = new Headers({ [VISIT_HEADER]: encodeURIComponent(JSON.stringify(visit)) });
  for (const name of UPGRADE_HEADERS) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Request("https://room/", { headers });
}

/** @throws where the request did not come through the worker. */
export function visitOf(request: Request): Visit {
  const header = request.headers.get(VISIT_HEADER);
  if (header === null) throw new Error("A room's object is reached through the worker only.");
  return JSON.parse(decodeURIComponent(header)) as Visit; // Written by `withVisit` and nobody else.
}
