/** What a request of an Engine.IO client says of itself. */
export interface Approach {
  readonly transport: "polling" | "websocket";
  /** The session that it belongs to; undefined for a new one. */
  readonly sid?: string;
}

/** The status by which the object has the worker let a WebSocket in and close it: there is one for its session already. */
export const SOCKET_TOO_MANY = 409;

const APPROACH_HEADER = "x-parley-engine";

/** Headers of the request that the worker makes of it: always for a socket, which stands for a poll where that was asked for. */
export function approachHeaders(approach: Approach): Record<string, string> {
  return { Upgrade: "websocket", [APPROACH_HEADER]: JSON.stringify(approach) };
}

/** @returns undefined for a request of another kind */
export function approachOf(request: Request): Approach | undefined {
  const header = request.headers.get(APPROACH_HEADER);
  return header === null ? undefined : (JSON.parse(header) as Approach); // Written by `approachHeaders` and nobody else.
}
