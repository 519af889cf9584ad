import { afterAll, beforeAll, expect, it } from "vitest";
import { ask, post } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText, refusal } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

it("logs are one JSON line each, and tell no texts, names, tokens, rooms or addresses", async () => {
  const room = newRoom("secretroom");
  const { socket, welcome } = await join(server, room, { name: "Secretname" });
  const text = await joinText(server, room, { name: "Secretother" });
  await socket.post("secrettext", { id: "secretid" });
  text.send("secretline");
  await socket.ask({ type: "rename", name: "Secretnew" });
  await socket.ask({ type: "auth", token: "secrettoken" });
  await socket.ask({ type: "send", text: "", id: "secretbad" });
  await refusal(server.ws(`/r/${room}?token=secrettoken`));
  await refusal(server.ws("/r/secret..room"));
  await post(server, room, "secretpost", { "Idempotency-Key": "secretkey", "CF-Connecting-IP": "192.0.2.77" });
  await ask(server, `/api/rooms/${room}/messages`, {
    method: "POST",
    body: "{secretjson",
    headers: { "Content-Type": "application/json" },
  });
  await server.sql(room, "CREATE TRIGGER broken BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'broken'); END");
  await socket.ask({ type: "send", text: "secretlost" });
  text.cut();
  await socket.next("leave");
  await socket.close();

  // What is logged comes over a pipe of its own.
  await expect.poll(() => server.logs().length).toBeGreaterThanOrEqual(2);
  const lines = server.logs();
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({ event: expect.stringMatching(/^[a-z]+\.[a-z]+$/) });
    expect(line).not.toMatch(/secret|192\.0\.2|127\.0\.0|eyJ/i);
    expect(line).not.toContain(welcome.you.id);
    expect(line).not.toContain("\n");
  }
});
