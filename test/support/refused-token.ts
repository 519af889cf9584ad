import { expect } from "vitest";
import { ask, post } from "./http.ts";
import { newRoom, type TestServer } from "./server.ts";
import { refusal } from "./socket.ts";

/** A token is refused at every door, and no object wakes for it. */
export async function expectRefusedToken(server: TestServer, token: string): Promise<void> {
  const room = newRoom();
  const before = await server.objects();
  const query = new URLSearchParams({ token });
  expect(await refusal(server.ws(`/r/${room}?${query}`))).toMatchObject({ status: 401, code: "unauthorized" });
  const unauthorized = { status: 401, body: { error: { code: "unauthorized" } } };
  expect(await post(server, room, "hello", {}, `?${query}`)).toMatchObject(unauthorized);
  expect(await ask(server, `/api/session?${query}`, { method: "POST" })).toMatchObject(unauthorized);
  expect(await server.objects()).toEqual(before);
}
