import { DurableObject } from "cloudflare:workers";

/** What most make first: each message is stored and then sent to each socket. */
export class Store extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, at INTEGER, text TEXT)");
  }

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(_socket, message) {
    this.ctx.storage.sql.exec("INSERT INTO messages (at, text) VALUES (?, ?)", Date.now(), message);
    for (const socket of this.ctx.getWebSockets()) socket.send(message);
  }

  webSocketClose(socket) {
    socket.close();
  }
}

export default {
  fetch(request, env) {
    return env.ROOMS.getByName("room").fetch(request);
  },
};
