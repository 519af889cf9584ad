import { socketAddress, SUBPROTOCOL, type Destination } from "../address.ts";
import type { Timing } from "../config.ts";
import type { RoomOptions, Socket, Way } from "../types.ts";
import { LateSocket } from "./late-socket.ts";

/** Makes a socket of one kind. Throws where the runtime does not allow the address. */
export type Dial = (to: Destination) => Socket;

/**
 * The ways to connect, the best first.
 * @throws TypeError where the runtime has none of those that may be used.
 */
export function dialsOf(
  { WebSocket = globalThis.WebSocket, ways = ["websocket", "stream", "poll"] }: Pick<RoomOptions, "WebSocket" | "ways">,
  timing: Timing,
): ReadonlyMap<Way, Dial> {
  const all: Readonly<Record<Way, Dial>> = {
    websocket: ({ base, room, introduction }) => new WebSocket(socketAddress(base, room, introduction), [SUBPROTOCOL]),
    stream: (to) =>
      new LateSocket(() =>
        http().then(
          ({ StreamSocket }) =>
            () =>
              new StreamSocket(to, timing),
        ),
      ),
    poll: (to) =>
      new LateSocket(() =>
        http().then(
          ({ PollSocket }) =>
            () =>
              new PollSocket(to, timing),
        ),
      ),
  };
  const known = ways.filter((way) => typeof (way === "websocket" ? WebSocket : globalThis.fetch) === "function");
  const dials = new Map(known.map((way) => [way, all[way]]));
  if (dials.size === 0)
    throw new TypeError("This runtime has nothing to connect by: give a WebSocket class as the option WebSocket.");
  return dials;
}

/** What most never need is fetched by those who do. */
const http = () => import("./http.ts");
