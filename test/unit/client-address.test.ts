import { expect, test } from "vitest";
import { roomAddress, socketAddress } from "../../src/client/address.ts";

test("[A1] what is known goes into the address, and no more", () => {
  expect(socketAddress(new URL("https://chat.example.org"), "lobby", {})).toBe(
    "wss://chat.example.org/api/rooms/lobby/ws?v=1",
  );
  const full = { name: "Zoë & co", token: "a.b.c", since: { epoch: "e1", seq: 7 }, history: 0 };
  const { searchParams } = new URL(socketAddress(new URL("https://chat.example.org"), "lobby", full));
  expect(Object.fromEntries(searchParams)).toEqual({
    v: "1",
    name: "Zoë & co",
    token: "a.b.c",
    since: "e1.7",
    history: "0",
  });
});

test.each([
  ["http://127.0.0.1:8787", "ws://127.0.0.1:8787/api/rooms/lobby/ws?v=1"],
  ["wss://chat.example.org/", "wss://chat.example.org/api/rooms/lobby/ws?v=1"],
  ["https://example.org/chat/?x=1#y", "wss://example.org/chat/api/rooms/lobby/ws?v=1"],
])("the server's address %s may have another scheme, or a path of its own", (base, address) => {
  expect(socketAddress(new URL(base), "lobby", {})).toBe(address);
});

test("[R1] a room's name is encoded", () => {
  expect(roomAddress(new URL("wss://example.org"), "聊天室").href).toBe(
    "https://example.org/api/rooms/%E8%81%8A%E5%A4%A9%E5%AE%A4",
  );
});
