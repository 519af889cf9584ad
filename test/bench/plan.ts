import type { Options } from "./load/job.ts";
import type { OptionsOf, WorkloadName } from "./load/main.ts";
import { SERVER_NAMES, type ServerName } from "./servers/index.ts";

/** One workload with its numbers, and the servers that it is put on. */
export interface Case {
  readonly name: string;
  readonly title: string;
  readonly workload: WorkloadName | "page";
  readonly options: Options;
  readonly servers: readonly ServerName[];
  /** How often, each time on a fresh server; the median counts. */
  readonly repeats: number;
}

/** Bytes of each message's text. An event of Parley then has about 205, an event of the others what they make of it. */
export const TEXT_BYTES = 80;
/** A little longer than an object stays awake after the last event. */
const REST_MS = 12_000;

/** Only where coming into a room is measured does a greeting matter. */
const ALL = SERVER_NAMES.filter((name) => name !== "greet");

/** What is measured of these servers. @param isQuick less of it, for a look: within two minutes */
export function plan(isQuick: boolean, servers: readonly ServerName[]): Case[] {
  const cases: Case[] = [];
  for (const one of everything(isQuick)) {
    const left = one.servers.filter((name) => servers.includes(name));
    if (left.length > 0) cases.push({ ...one, servers: left });
  }
  return cases;
}

function everything(isQuick: boolean): Case[] {
  const repeats = isQuick ? 1 : 3;
  /** Of what takes long. */
  const fewRepeats = isQuick ? 1 : 2;
  const some: readonly ServerName[] = isQuick ? ["parley", "raw", "ws"] : ALL;
  const warmMs = isQuick ? 800 : 1_500;
  const windowMs = isQuick ? 1_500 : 3_000;
  const pacedMs = isQuick ? 4_000 : 20_000;
  return [
    ...[
      { sockets: 500, senders: 20 },
      { sockets: 100, senders: 10 },
    ].map(({ sockets, senders }) =>
      makeCase("saturated", {
        name: `saturated-${sockets}`,
        title: `Saturated: ${sockets} sockets, ${senders} senders with 8 messages in flight each`,
        options: { sockets, senders, inFlight: 8, textBytes: TEXT_BYTES, warmMs, windowMs },
        servers: some,
        repeats,
      }),
    ),
    makeCase("paced", {
      name: "paced",
      title: `Paced: 500 sockets, 100 messages a second, ${pacedMs / 1000} s`,
      options: { sockets: 500, senders: 20, perSecond: 100, textBytes: TEXT_BYTES, warmMs, windowMs: pacedMs },
      servers: isQuick ? ["parley", "raw"] : ALL,
      repeats: fewRepeats,
    }),
    makeCase("lone", {
      name: "lone",
      title: "Lone: one message into a quiet room of 100, until the last has it",
      options: {
        sockets: 100,
        messages: isQuick ? 40 : 100,
        warmMessages: isQuick ? 30 : 60,
        gapMs: 30,
        textBytes: TEXT_BYTES,
      },
      servers: isQuick ? ["parley", "raw"] : ALL,
      repeats,
    }),
    ...(isQuick ? [10, 1_000] : [10, 100, 1_000, 5_000]).map((sockets) =>
      makeCase("saturated", {
        name: `growth-${sockets}`,
        title: `Growth: ${sockets} sockets, 10 senders with 8 messages in flight each`,
        options: { sockets, senders: 10, inFlight: 8, textBytes: TEXT_BYTES, warmMs, windowMs },
        servers: isQuick ? ["parley"] : ["parley", "raw", "ws"],
        repeats: fewRepeats,
      }),
    ),
    makeCase("joinStorm", {
      name: "join-storm",
      title: "Join storm: 1,000 sockets into a room with 200 messages, until all are in",
      options: { sockets: 1_000, messages: 200, textBytes: TEXT_BYTES },
      servers: isQuick ? ["parley", "raw", "greet"] : SERVER_NAMES,
      repeats,
    }),
    makeCase("resumeStorm", {
      name: "resume-storm",
      title: "Resume storm: 500 sockets come back with a cursor 100 behind",
      options: { sockets: 500, messages: 200, behind: 100, textBytes: TEXT_BYTES },
      servers: ["parley"],
      repeats,
    }),
    makeCase("idleMemory", {
      name: "idle-memory",
      title: "Idle: memory of sockets in a room that sleeps",
      options: { sockets: isQuick ? 1_000 : 4_000, restMs: isQuick ? 11_000 : REST_MS },
      servers: isQuick ? [] : ["parley", "raw", "ws", "socket.io", "partyserver"],
      repeats: fewRepeats,
    }),
    makeCase("idleWakes", {
      name: "idle-wakes",
      title: "Idle: an hour of heartbeats of 100 sockets, in 30 s",
      options: { sockets: 100, beats: isQuick ? 24 : 120, everyMs: isQuick ? 500 : 250, restMs: REST_MS },
      servers: ["parley"],
      repeats: 1,
    }),
    makeCase("history", {
      name: "history",
      title: "History: a page of 50 and a search, over HTTP",
      options: { messages: isQuick ? 20_000 : 100_000, pages: 200, textBytes: TEXT_BYTES },
      servers: ["parley"],
      repeats: fewRepeats,
    }),
    makeCase("stalled", {
      name: "stalled",
      title: "A stalled reader beside 200 healthy ones, 300 messages of 3,500 bytes a second",
      options: { sockets: 200, senders: 20, perSecond: 300, textBytes: 3_500, windowMs: 6_000 },
      servers: isQuick ? [] : ["parley", "ws", "socket.io"],
      repeats: fewRepeats,
    }),
    makeCase("writers", {
      name: "writers",
      title: "8 writers of 500 messages each in a room of 500, sockets cut at random",
      options: { sockets: 500, writers: 8, messages: 500, inFlight: 8, textBytes: TEXT_BYTES, cutEveryMs: 50 },
      servers: ["parley"],
      repeats: fewRepeats,
    }),
    {
      name: "page",
      title: "The page: its first load, by Lighthouse, on a phone and on a desktop",
      workload: "page",
      options: {},
      servers: isQuick ? [] : ["parley"],
      repeats,
    },
  ];
}

function makeCase<W extends WorkloadName>(
  workload: W,
  rest: Omit<Case, "workload" | "options"> & { readonly options: OptionsOf<W> },
): Case {
  return { workload, ...rest };
}
