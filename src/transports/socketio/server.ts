import { ENGINE_PING_TIMEOUT_MS } from "../../config.ts";
import { EngineServer } from "../../engineio/server.ts";
import { FRAME_MAX_BYTES } from "../../protocol/limits.ts";
import type { Link, RoomPort } from "../../room/link.ts";
import type { IoState } from "../../socketio/client.ts";
import { SocketIoServer } from "../../socketio/server.ts";
import type { Visit } from "../../visit.ts";
import { RoomApplication, type ApplicationPorts } from "./application.ts";
import type { RoomClientState } from "./link.ts";

export interface RoomEngineOptions extends ApplicationPorts {
  /** How often clients are asked whether they are there, though nobody speaks; and how long they may take to come in. ms */
  readonly pingInterval: number;
  readonly connectTimeout: number;
  /** Is told of what went wrong here. */
  report(error: unknown): void;
}

/** What is kept of a session in a room. */
type RoomSession = IoState<Visit, RoomClientState>;

/** The Socket.IO clients of one room: its application, on Socket.IO, on Engine.IO. */
export class RoomEngine extends EngineServer<RoomSession> {
  readonly #io: SocketIoServer<Visit, RoomClientState>;
  readonly #app: RoomApplication;

  constructor(ctx: Pick<DurableObjectState, "acceptWebSocket">, room: RoomPort, options: RoomEngineOptions) {
    const { pingInterval, connectTimeout } = options;
    const app = new RoomApplication(room, options);
    const io = new SocketIoServer(app, connectTimeout, (error) => options.report(error));
    // Never longer than the interval: so the alarm that looks for an answer is early enough for the next ping.
    const pingTimeout = Math.min(ENGINE_PING_TIMEOUT_MS, pingInterval);
    super(ctx, io, { pingInterval, pingTimeout, maxPayload: FRAME_MAX_BYTES });
    this.#io = io;
    this.#app = app;
  }

  /** Takes back the clients that a wake found. @returns their links */
  restoreLinks(sockets: readonly WebSocket[]): readonly Link[] {
    return this.restore(sockets).flatMap((session) =>
      this.#io.restore(session).map((client) => this.#app.restore(client)),
    );
  }

  /** Answers a request for a socket. @param visit who comes */
  enter(approach: Parameters<this["connect"]>[0], visit: () => Visit): Response {
    return this.connect(approach, () => SocketIoServer.state(visit()));
  }
}
