// The Engine.IO and Socket.IO layers without a room: small echoing applications, as the protocols' test suites want them.
import { DurableObject } from "cloudflare:workers";
import { approachOf } from "../../src/engineio/approach.ts";
import { serveEngine } from "../../src/engineio/edge.ts";
import { encodeFrame } from "../../src/engineio/packets.ts";
import { EngineServer, type Handler } from "../../src/engineio/server.ts";
import type { IoState } from "../../src/socketio/client.ts";
import { SocketIoServer, type Application } from "../../src/socketio/server.ts";

interface Bindings {
  readonly ENGINE: DurableObjectNamespace<EngineEcho>;
  readonly SOCKETS: DurableObjectNamespace<SocketEcho>;
  readonly PING_INTERVAL: string;
  readonly PING_TIMEOUT: string;
  /** How long a session may be open without being in a namespace. */
  readonly CONNECT_TIMEOUT: string;
}

const MAX_PAYLOAD = 1_000_000;

/** An object that has sessions, and is awake while it has: its heartbeat is too fast to sleep. */
abstract class Host<T> extends DurableObject<Bindings> {
  readonly #engine: EngineServer<T>;
  readonly #newState: () => T;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(ctx: DurableObjectState, env: Bindings, handler: Handler<T>, newState: () => T) {
    super(ctx, env);
    this.#newState = newState;
    const { PING_INTERVAL, PING_TIMEOUT } = env;
    this.#engine = new EngineServer(ctx, handler, {
      pingInterval: Number(PING_INTERVAL),
      pingTimeout: Number(PING_TIMEOUT),
      maxPayload: MAX_PAYLOAD,
    });
  }

  override fetch(request: Request): Response {
    const approach = approachOf(request);
    if (!approach) throw new Error("Sessions are reached through the worker only.");
    const answer = this.#engine.connect(approach, this.#newState);
    this.#watch();
    return answer;
  }

  receivePackets(sid: string, body: string): ReturnType<EngineServer<T>["receive"]> {
    return this.#engine.receive(sid, body);
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    await this.#engine.message(socket, frame);
  }

  override webSocketClose(socket: WebSocket): void {
    this.#engine.gone(socket, false);
    socket.close(1000);
  }

  override webSocketError(socket: WebSocket): void {
    this.#engine.gone(socket, true);
  }

  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#engine.due === Infinity) return;
    this.#timer = setTimeout(
      () => {
        this.#engine.beat(Date.now());
        this.#watch();
      },
      Math.max(1, Math.min(this.#engine.due - Date.now(), this.#engine.options.pingTimeout)),
    );
  }
}

/** Sends every message back. */
export class EngineEcho extends Host<null> {
  constructor(ctx: DurableObjectState, env: Bindings) {
    super(
      ctx,
      env,
      {
        opened: () => {},
        message: (session, data) => session.send(encodeFrame({ type: "message", data })),
        closed: () => {},
      },
      () => null,
    );
  }
}

type Auth = Readonly<Record<string, unknown>>;

/** What the Socket.IO suite talks to. Besides, on `ask` it puts a question to the client, and tells what was answered. */
const echo: Application<null, Auth> = {
  namespaces: new Set(["/", "/custom"]),
  admit: (_client, auth) => ({ ok: true, data: auth }),
  joined(client) {
    client.emit("auth", client.data);
  },
  event(client, [name, ...args], ack) {
    if (client.namespace !== "/") return;
    if (name === "message") client.emit("message-back", ...args);
    if (name === "message-with-ack" && ack !== undefined) client.answer(ack, ...args);
    if (name === "ask") client.ask("question", ...args);
    if (name === "leave") client.disconnect();
  },
  answered(client, id, args) {
    client.emit("answered", id, ...args);
  },
  left() {},
};

export class SocketEcho extends Host<IoState<null, Auth>> {
  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env, new SocketIoServer(echo, Number(env.CONNECT_TIMEOUT), console.error), () =>
      SocketIoServer.state<null, Auth>(null),
    );
  }
}

export default {
  fetch(request, env, ctx): Response | Promise<Response> {
    const path = new URL(request.url).pathname;
    const objects = path.startsWith("/engine.io/")
      ? env.ENGINE
      : path.startsWith("/socket.io/")
        ? env.SOCKETS
        : undefined;
    if (!objects) return new Response("Engine.IO is at /engine.io/, Socket.IO at /socket.io/.\n", { status: 404 });
    return serveEngine(request, {
      object: objects.getByName("echo"),
      maxPayload: MAX_PAYLOAD,
      holdMs: 20_000,
      lingerMs: 8_000,
      visitor: () => Promise.resolve({}),
      waitUntil: (promise) => ctx.waitUntil(promise),
    });
  },
} satisfies ExportedHandler<Bindings>;
