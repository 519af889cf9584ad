import { createServer } from "node:http";
import { Server } from "socket.io";

// The broadcast of the getting-started guide.
const http = createServer();
const io = new Server(http);

io.on("connection", (socket) => {
  socket.on("chat message", (message) => io.emit("chat message", message));
});

http.listen(0, "127.0.0.1", () => process.send?.({ port: http.address().port }));
