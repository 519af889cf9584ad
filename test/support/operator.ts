import { expect } from "vitest";
import type { LastNotice, Notice, RoomEntry, RoomInspection, RoomList } from "../../src/protocol/operator.ts";
import { ask, type Answer } from "./http.ts";
import type { TestServer } from "./server.ts";

/** The operator's secret of servers that have one, and what they are started with. */
export const ADMIN_TOKEN = "the-operator-of-these-tests";
export const WITH_OPERATOR = { ADMIN_TOKEN };

let addresses = 0;

/** Asks a server as its operator, each time from another address: how often one may ask is a test of its own. */
export async function asOperator(
  server: TestServer,
  path: string,
  { method = "GET", body }: { readonly method?: string; readonly body?: object } = {},
): Promise<Answer> {
  const address = ++addresses;
  const init: RequestInit = {
    method,
    headers: {
      Authorization: `Bearer ${ADMIN_TOKEN}`,
      "CF-Connecting-IP": `198.51.${Math.floor(address / 250)}.${address % 250}`,
    },
    ...(body && { body: JSON.stringify(body) }),
  };
  if (method !== "DELETE") return ask(server, `/api/admin${path}`, init);
  const response = await fetch(server.http(`/api/admin${path}`), init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

/** A page of the rooms of a server. */
export async function listRooms(server: TestServer, query: Record<string, string> = {}): Promise<RoomList> {
  const { status, body } = await asOperator(server, `/rooms?${new URLSearchParams(query)}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as RoomList;
}

/** How a room stands, as it told last; undefined where it is not known. */
export async function entryOf(server: TestServer, room: string): Promise<RoomEntry | undefined> {
  return (await listRooms(server, { q: room })).rooms.find((entry) => entry.room === room);
}

/** All that there is to see of a room now. */
export async function inspect(server: TestServer, room: string): Promise<RoomInspection> {
  const { status, body } = await asOperator(server, `/rooms/${room}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as RoomInspection;
}

/** Closes a room, or opens it again. */
export async function setClosed(
  server: TestServer,
  room: string,
  isClosed: boolean,
  body: object = {},
): Promise<RoomInspection> {
  const answer = await asOperator(server, `/rooms/${room}/${isClosed ? "close" : "reopen"}`, { method: "POST", body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as RoomInspection;
}

/** Tells everybody something, and waits until all rooms have been told. @returns how far that came */
export async function notifyAll(server: TestServer, text: string): Promise<Notice> {
  const sent = await asOperator(server, "/notice", { method: "POST", body: { text } });
  expect(sent.status, JSON.stringify(sent.body)).toBe(202);
  let last: Notice | undefined;
  await expect
    .poll(async () => {
      last = ((await asOperator(server, "/notice")).body as LastNotice).notice;
      return last?.done;
    })
    .toBe(true);
  return last!;
}
