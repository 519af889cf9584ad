import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { post } from "../support/http.ts";
import { RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

it("a browser's EventSource, streamed XMLHttpRequest, text socket and polls are told what the page is told", async () => {
  const room = newRoom("ways");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann");
  await ann.here(1).waitFor();
  const other = await RoomPage.visit(browser, server.origin);
  await other.page.evaluate(listen, room);
  await soon(async () => expect(await other.page.evaluate(readyWays)).toHaveLength(4));

  await ann.say("from the page");
  await ann.told("from the page").waitFor();
  await post(server, room, "over HTTP\nin two lines");
  const told = ["from the page", "over HTTP\nin two lines"];
  await soon(async () => {
    expect(await other.page.evaluate(heardWays)).toEqual({ sse: told, xhr: told, socket: told, poll: told });
  });
  await Promise.all([ann.close(), other.close()]);
});

interface Ears {
  heard: Record<string, string[]>;
  ready: string[];
}

/** Runs in the page: listens in every way that a page has without a library. */
function listen(room: string): void {
  const heard: Record<string, string[]> = { sse: [], xhr: [], socket: [], poll: [] };
  const ready: string[] = [];
  Object.assign(globalThis, { ears: { heard, ready } satisfies Ears });
  const events = `/api/rooms/${room}/events`;

  const source = new EventSource(events);
  source.addEventListener("welcome", () => ready.push("sse"));
  source.addEventListener("message", ({ data }) =>
    heard["sse"]!.push((JSON.parse(String(data)) as { text: string }).text),
  );

  const request = new XMLHttpRequest();
  let read = 0;
  request.open("GET", `${events}?format=ndjson`);
  request.addEventListener("progress", () => {
    for (let end = request.responseText.indexOf("\n", read); end >= 0; end = request.responseText.indexOf("\n", read)) {
      const line = request.responseText.slice(read, end);
      read = end + 1;
      if (line === "") continue;
      const event = JSON.parse(line) as { type: string; text: string };
      if (event.type === "welcome") ready.push("xhr");
      if (event.type === "message") heard["xhr"]!.push(event.text);
    }
  });
  request.send();

  const socket = new WebSocket(`${location.origin.replace("http", "ws")}/r/${room}?raw=1`);
  socket.addEventListener("open", () => ready.push("socket"));
  socket.addEventListener("message", ({ data }) => heard["socket"]!.push(String(data)));

  const poll = async (since: string): Promise<void> => {
    const response = await fetch(`${events}?format=json&wait=10${since === "" ? "" : `&since=${since}`}`);
    const answer = (await response.json()) as {
      epoch: string;
      head: number;
      events: { type: string; text: string }[];
    };
    for (const event of answer.events) if (event.type === "message") heard["poll"]!.push(event.text);
    if (since === "") ready.push("poll");
    await poll(`${answer.epoch}.${answer.head}`);
  };
  poll("").catch(() => {}); // The page has been left.
}

/** Runs in the page. */
function readyWays(): string[] {
  return (globalThis as unknown as { ears: Ears }).ears.ready;
}

/** Runs in the page. */
function heardWays(): Record<string, string[]> {
  return (globalThis as unknown as { ears: Ears }).ears.heard;
}
