import { EventSource } from "eventsource";
import type { Browser } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { page, post } from "../support/http.ts";
import { Program } from "../support/program.ts";
import { RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { IoClient } from "../support/socketio.ts";
import { setStage } from "../support/stage.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

/** A client that somebody else has written: what it was told, in order, and how it says something. */
interface Client {
  readonly name: string;
  readonly texts: () => readonly string[];
  /** Settles when it takes what is to be said: it is in the room before that, and some lose what they are given then. */
  ready(): unknown;
  say(text: string): unknown;
}

const open: { close(): void }[] = [];
afterAll(() => {
  for (const client of open) client.close();
});

/** A program whose lines are told by text mode. */
function program(name: string, command: string, args: string[], say: (text: string, it: Program) => unknown): Client {
  const it = new Program(command, ...args);
  open.push({ close: () => it.kill() });
  const texts = (): string[] =>
    it.lines.all.flatMap(
      (line) => /^(?:> )?(?:\d\d:\d\d )?(?!\* )[^: ][^:]*: (?<text>.*)$/.exec(line)?.groups?.["text"] ?? [],
    );
  const ready = () => it.lines.next((line) => line.startsWith("* welcome to "), `the welcome of ${name}`);
  return { name, texts, ready, say: (text) => say(text, it) };
}

function socketIo(name: string, room: string, transports: ("polling" | "websocket")[]): Client {
  const client = new IoClient(server.origin, room, { transports, auth: { name } });
  open.push(client);
  const texts = (): string[] =>
    client.events.all.flatMap(({ event }) => (event.type === "message" ? [event.text] : []));
  return { name, texts, ready: () => client.joined(), say: (text) => client.ask("message", text) };
}

function eventSource(room: string): Client {
  const source = new EventSource(server.http(`/api/rooms/${room}/events?name=eventsource`));
  open.push(source);
  const texts: string[] = [];
  source.addEventListener("message", ({ data }) => texts.push((JSON.parse(String(data)) as { text: string }).text));
  // It only listens: what is said beside it is a request of its own.
  return { name: "eventsource", texts: () => texts, ready: () => {}, say: (text) => post(server, room, text) };
}

it("everybody's own client is told the same, in the same order, as the page: curl, wscat, EventSource, Socket.IO, the terminal", async () => {
  const room = newRoom("clients");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann");
  await ann.here(1).waitFor();
  const link = `/r/${room}`;
  const messages = server.http(`/api/rooms/${room}/messages`);
  const clients: Client[] = [
    program(
      "curl",
      "curl",
      ["-sN", server.http(`/api/rooms/${room}/events?format=text&name=curl`)],
      (text) => new Program("curl", "-s", "-d", text, messages).ended,
    ),
    program("wscat", "node_modules/.bin/wscat", ["-c", server.ws(`${link}?name=wscat`)], (text, it) => it.write(text)),
    program(
      "terminal",
      process.execPath,
      ["src/terminal/main.ts", server.http(link), "--name", "terminal"],
      (text, it) => it.write(text),
    ),
    eventSource(room),
    socketIo("socket.io websocket", room, ["websocket"]),
    socketIo("socket.io polling", room, ["polling"]),
    socketIo("socket.io upgraded", room, ["polling", "websocket"]),
  ];
  await ann.here(clients.length + 1).waitFor();
  await Promise.all(clients.map((client) => client.ready()));

  const rounds = [0, 1, 2];
  await Promise.all([
    ...clients.map(async (client) => {
      for (const round of rounds) await client.say(`${client.name} ${round}`);
    }),
    (async () => {
      for (const round of rounds) await ann.say(`page ${round}`);
    })(),
  ]);
  const count = (clients.length + 1) * rounds.length;
  await soon(async () => expect((await page(server, room)).messages).toHaveLength(count));
  const log = (await page(server, room)).messages.map(({ text }) => text);
  for (const client of clients) await soon(() => expect(client.texts(), client.name).toEqual(log));
  await soon(async () => {
    expect(await ann.texts(/(?:curl|wscat|terminal|eventsource|socket\.io \w+|page) \d/)).toEqual(log);
  });
  await ann.close();
});
