import { DurableObject } from "cloudflare:workers";

/** The least that a room can be: each message to each socket. Nothing is stored. */
export class Raw extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    this.greet(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Nobody is told anything on coming. */
  greet(_socket) {}

  webSocketMessage(_socket, message) {
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
