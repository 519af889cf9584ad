import type { Results } from "./results.ts";
import { PEERS, type ServerName } from "./servers/index.ts";

/** One thing to reach, and how far that is. */
export interface Reached {
  readonly what: string;
  readonly reach: string;
  /** What was measured; undefined where nothing was. */
  readonly figure: string | undefined;
  readonly isReached: boolean;
  /** What stands in the way where it is not reached. */
  readonly obstacle?: string;
}

const GROWTH = ["growth-10", "growth-100", "growth-1000", "growth-5000"];

/** Holds what was measured against what is to be reached. */
export function judge(results: Results): Reached[] {
  const of = (name: string, figure: string, server: ServerName = "parley"): number | undefined =>
    results.value(name, server, figure);
  const peers = (name: string, figure: string): number[] =>
    PEERS.flatMap((peer) => results.value(name, peer, figure) ?? []);
  const full = "saturated-500";
  const growth = GROWTH.flatMap((name) => of(name, "cpuMicrosPerDelivery") ?? []);
  return [
    atLeast(7, "deliveries a second, 500 sockets", "the best peer's", [
      of(full, "deliveriesPerSecond"),
      most(peers(full, "deliveriesPerSecond")),
    ]),
    atLeast(4, "deliveries a second, 100 sockets", "the best peer's", [
      of("saturated-100", "deliveriesPerSecond"),
      most(peers("saturated-100", "deliveriesPerSecond")),
    ]),
    atMost(1 / 20, "server CPU a delivery, 500 sockets, saturated", "raw's", [
      of(full, "cpuMicrosPerDelivery"),
      of(full, "cpuMicrosPerDelivery", "raw"),
    ]),
    atMost(1 / 8, "the same", "the best peer's", [
      of(full, "cpuMicrosPerDelivery"),
      least(peers(full, "cpuMicrosPerDelivery")),
    ]),
    atMost(1 / 10, "median latency, 500 sockets, saturated", "the best peer's", [
      of(full, "medianMs"),
      least(peers(full, "medianMs")),
    ]),
    atMost(1.2, "one message into a quiet room of 100, median until the last has it", "raw's", [
      of("lone", "medianMs"),
      of("lone", "medianMs", "raw"),
    ]),
    atMost(1 / 2, "server CPU a delivery, 500 sockets, 100 messages a second", "raw's", [
      of("paced", "cpuMicrosPerDelivery"),
      of("paced", "cpuMicrosPerDelivery", "raw"),
    ]),
    under(100, "ms", "p99 latency, the same", of("paced", "p99Ms")),
    joining(of),
    atMost(1.3, "CPU a delivery, where it rises most from fewer to more sockets, 10 to 5,000", "that of fewer", [
      steepest(growth),
      growth.length === GROWTH.length ? 1 : undefined,
    ]),
    under(1, "rows", "rows written a message", of(full, "rowsPerMessage")),
    under(0, "wakes", "wakes in an hour of heartbeats", of("idle-wakes", "wakes")),
    atMost(1.1, "memory a socket in a room that sleeps", "raw's", [
      of("idle-memory", "kibPerSocket"),
      of("idle-memory", "kibPerSocket", "raw"),
    ]),
    {
      ...under(45, "KiB", "the page: script of its first load, compressed", of("page", "scriptKib")),
      obstacle:
        "It is the lobby's load: its own parts, and the first script (at most 45 KiB, by test/check-bundle.ts), in which the view " +
        "of a room is, too. Fetched apart, that would be missing neither in the lobby nor, told of in time, in a room.",
    },
    {
      what: "the page: the least of Lighthouse's four scores, on a phone and on a desktop",
      reach: "at least 98",
      figure: of("page", "leastScore")?.toFixed(0),
      isReached: (of("page", "leastScore") ?? 0) >= 98,
    },
    under(5, "ms", "a page of 50 from 100,000 messages, median", longLog(of, "pageMs")),
    under(100, "ms", "a search over 100,000 messages, median", longLog(of, "searchMs")),
    {
      what: "8 writers of 500 messages while sockets are cut: all end with the same gapless log",
      reach: "yes",
      figure: results.of("writers", "parley") && (results.of("writers", "parley")!.wrong ?? "yes"),
      isReached: of("writers", "messages") !== undefined,
    },
  ];
}

function most(values: readonly number[]): number | undefined {
  return values.length > 0 ? Math.max(...values) : undefined;
}

function least(values: readonly number[]): number | undefined {
  return values.length > 0 ? Math.min(...values) : undefined;
}

/** How many times a value at most is of one before it. A fall is none: few receivers share a message's own cost among fewer. */
function steepest(values: readonly number[]): number {
  let lowest = Number.POSITIVE_INFINITY;
  let rise = 0;
  for (const value of values) {
    rise = Math.max(rise, value / lowest);
    lowest = Math.min(lowest, value);
  }
  return rise;
}

type Lookup = (name: string, figure: string, server?: ServerName) => number | undefined;

function joining(of: Lookup): Reached {
  const raw = of("join-storm", "openedMs", "raw");
  const greeting = of("join-storm", "openedMs", "greet");
  const row = atMost(1.5, "1,000 join a room with 200 messages, until all have their welcome", "raw's opening", [
    of("join-storm", "openedMs"),
    raw,
  ]);
  if (raw === undefined || greeting === undefined) return row;
  return {
    ...row,
    obstacle:
      `A welcome has 11 KB, a page of history in it. Raw's opening with as much in it, and nothing else, takes ` +
      `${times(greeting / raw)} as long as without. What remains is spread thin: of the CPU that a join takes beyond that, ` +
      "about a quarter signs the guest's token, a fifth is the request to the object with what the worker found out, and " +
      "the rest is the runtime's promises, JSON, attachments and garbage, none above 3 % of the profile. Tried, and kept: " +
      "the key imported once, no URL and header objects, plain names spared the segmenter, functions not renamed at run " +
      "time, people told of each other together and a crowd once a second. Tried, and not kept, for it gave 3 % or less: " +
      "the upgrade's route without Hono, tokens signed without a library, no attachment.",
  };
}

function longLog(of: Lookup, figure: string): number | undefined {
  return of("history", "messages") === 100_000 ? of("history", figure) : undefined;
}

type Pair = readonly [number | undefined, number | undefined];

function times(value: number): string {
  return value >= 1 ? `${Number(value.toPrecision(3))} times` : `1/${Number((1 / value).toPrecision(3))} of`;
}

function atLeast(factor: number, what: string, base: string, [own, other]: Pair): Reached {
  return ratio(what, `at least ${times(factor)} ${base}`, own, other, (value) => value >= factor);
}

function atMost(factor: number, what: string, base: string, [own, other]: Pair): Reached {
  return ratio(what, `at most ${times(factor)} ${base}`, own, other, (value) => value <= factor);
}

function ratio(
  what: string,
  reach: string,
  own: number | undefined,
  other: number | undefined,
  holds: (value: number) => boolean,
): Reached {
  if (own === undefined || other === undefined) return { what, reach, figure: undefined, isReached: false };
  return { what, reach, figure: times(own / other), isReached: holds(own / other) };
}

function under(limit: number, unit: string, what: string, value: number | undefined): Reached {
  const figure = value === undefined ? undefined : `${Number(value.toPrecision(3))} ${unit}`;
  return { what, reach: `at most ${limit} ${unit}`, figure, isReached: value !== undefined && value <= limit };
}
