import express from "express";
import expressWs from "express-ws";

// As the tutorials have it: a route that sends to each client of the instance.
const { app, getWss } = expressWs(express());

app.ws("/", (socket) => {
  socket.on("error", console.error);
  socket.on("message", (message) => {
    for (const client of getWss().clients) client.send(message);
  });
});

const server = app.listen(0, "127.0.0.1", () => process.send?.({ port: server.address().port }));
