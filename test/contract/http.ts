import type { ServerEvent } from "../../src/protocol/events.ts";
import { ask, post } from "../support/http.ts";
import type { TestServer } from "../support/server.ts";
import { eventsPath, StreamReader } from "../support/stream.ts";
import { Heard } from "./heard.ts";
import type { Arrival, Attempt, Guest, Refusal, Said, Way } from "./way.ts";

/** Over plain HTTP what is said is a request of its own. */
async function sayByPost(server: TestServer, room: string, token: string, text: string, id?: string): Promise<Said> {
  const headers = { Authorization: `Bearer ${token}` };
  const { status, body } = await post(server, room, { text, ...(id === undefined ? {} : { id }) }, headers);
  if (status >= 400) return { problem: (body as { error: { code: string } }).error.code };
  return { seq: (body as { seq: number }).seq, ...(status === 200 ? { duplicate: true } : {}) };
}

function queryOf({ since, history }: Arrival): Record<string, string> {
  return { ...(since === undefined ? {} : { since }), ...(history === undefined ? {} : { history }) };
}

async function refusalOf(server: TestServer, { room, query = {}, headers = {} }: Attempt): Promise<Refusal> {
  const { status, body } = await ask(server, eventsPath(room, query), { headers });
  return { status, code: (body as { error: { code: string } }).error.code };
}

/** Reads lines into what was heard. @returns once the reader is in the room */
type Listen = (stream: StreamReader, heard: Heard) => Promise<void>;

const listenToSse: Listen = async (stream, heard) => {
  heard.event(JSON.parse((await stream.nextSse("welcome")).data) as ServerEvent);
  void (async () => {
    for (;;) {
      const { id, data } = await stream.nextSse("message");
      heard.event(JSON.parse(data) as ServerEvent);
      heard.cursor = id;
    }
  })().catch((error: unknown) => heard.end(String(error)));
};

const listenToNdjson: Listen = async (stream, heard) => {
  heard.event(await stream.next("welcome"));
  void (async () => {
    for (;;) heard.event(await stream.next("message"));
  })().catch((error: unknown) => heard.end(String(error)));
};

const listenToText: Listen = async (stream, heard) => {
  await stream.lines.next((line) => line.startsWith("* welcome"), "welcome");
  void (async () => {
    for (;;) {
      const line = await stream.lines.next((line) => /^(?!\* )[^:]+: /.test(line), "a message");
      heard.text(line.slice(line.indexOf(": ") + 2));
    }
  })().catch((error: unknown) => heard.end(String(error)));
};

function streamed(name: string, format: string, listen: Listen, hasCursor: boolean): Way {
  return {
    name,
    hasCursor,
    hasIds: true,
    async join(server, room, arrival): Promise<Guest> {
      const heard = new Heard();
      const stream = await StreamReader.open(server, room, {
        query: { format, ...queryOf(arrival) },
        headers: { Authorization: `Bearer ${arrival.token}` },
      });
      await listen(stream, heard);
      return {
        texts: heard.texts,
        get cursor() {
          return hasCursor ? heard.cursor : undefined;
        },
        sees: (text) => heard.sees(text),
        say: (text, id) => sayByPost(server, room, arrival.token, text, id),
        leave: () => stream.leave(),
        cut: () => stream.leave(),
      };
    },
    refusal: (server, attempt) => refusalOf(server, { ...attempt, query: { format, ...attempt.query } }),
  };
}

/** Where the platform does not tell that a client has hung up, it leaves when its poll is over. */
const WAIT_S = "2";

const polls: Way = {
  name: "held polls",
  hasCursor: true,
  hasIds: true,
  async join(server, room, arrival): Promise<Guest> {
    const heard = new Heard();
    const abort = new AbortController();
    const poll = async (): Promise<void> => {
      const query = { ...queryOf({ ...arrival, since: heard.cursor ?? arrival.since }), format: "json", wait: WAIT_S };
      const headers = { Authorization: `Bearer ${arrival.token}` };
      const { status, body } = await ask(server, eventsPath(room, query), { headers, signal: abort.signal });
      if (status !== 200) throw new Error(`HTTP ${status}: ${JSON.stringify(body)}`);
      const { epoch, head, events } = body as { epoch: string; head: number; events: ServerEvent[] };
      for (const event of events) heard.event(event);
      heard.cursor = `${epoch}.${head}`;
    };
    if (arrival.since === undefined) await poll();
    void (async () => {
      for (;;) await poll();
    })().catch((error: unknown) => heard.end(String(error)));
    return {
      texts: heard.texts,
      get cursor() {
        return heard.cursor;
      },
      sees: (text) => heard.sees(text),
      say: (text, id) => sayByPost(server, room, arrival.token, text, id),
      leave: () => abort.abort(),
      cut: () => abort.abort(),
    };
  },
  refusal: (server, attempt) =>
    refusalOf(server, { ...attempt, query: { format: "json", wait: WAIT_S, ...attempt.query } }),
};

export const HTTP_WAYS: readonly Way[] = [
  streamed("server-sent events", "sse", listenToSse, true),
  streamed("NDJSON", "ndjson", listenToNdjson, true),
  streamed("a stream of text", "text", listenToText, false),
  polls,
];
