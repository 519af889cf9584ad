/** Why a request is refused, as the vendor's own server says it (engine.io, `Server.errors`). */
const REFUSALS = {
  transport: { code: 0, message: "Transport unknown" },
  session: { code: 1, message: "Session ID unknown" },
  handshake: { code: 2, message: "Bad handshake method" },
  request: { code: 3, message: "Bad request" },
  version: { code: 5, message: "Unsupported protocol version" },
} as const;

export type Refusal = keyof typeof REFUSALS;

export function refusalResponse(refusal: Refusal): Response {
  return Response.json(REFUSALS[refusal], { status: 400 });
}
