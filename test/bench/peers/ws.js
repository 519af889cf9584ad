import { WebSocket, WebSocketServer } from "ws";

// The broadcast loop of the README of `ws`, the sender included.
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });

server.on("connection", (socket) => {
  socket.on("error", console.error);
  socket.on("message", (data, isBinary) => {
    for (const client of server.clients) {
      if (client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
    }
  });
});

server.on("listening", () => process.send?.({ port: server.address().port }));
