import * as v from "valibot";
import { AnyDurable, KnownEvent, type ServerEvent } from "./events.ts";
import { OVER_LIMIT } from "./fields.ts";
import { ok, type Problem, type Result } from "./result.ts";

/** What a client sent, by its schema: what it means, or the first problem with it. */
export function parseAs<T>(schema: v.GenericSchema<unknown, T>, input: unknown): Result<T> {
  const parsed = v.safeParse(schema, input, { abortEarly: true });
  return parsed.success ? ok(parsed.output) : { ok: false, error: problemOf(parsed.issues[0]) };
}

/** One issue of a schema, as the problem to answer with. */
function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const over = issue.message.startsWith(OVER_LIMIT);
  const where = issue.message.startsWith("Invalid") ? `${v.getDotPath(issue) ?? "The command"}: ` : "";
  return {
    code: over ? "too_big" : "bad_command",
    message: where + (over ? issue.message.slice(OVER_LIMIT.length) : issue.message),
  };
}

/** Encodings of arrays that are sent to many: the latest page of history, a roster. Kept as long as the array is. */
const encodedArrays = new WeakMap<readonly object[], string>();

function encodeArray(items: readonly object[]): string {
  let text = encodedArrays.get(items);
  if (text === undefined) {
    text = JSON.stringify(items);
    encodedArrays.set(items, text);
  }
  return text;
}

/** One event as JSON. The arrays inside `welcome` are encoded once for all who are given the same ones. */
function encodeEvent(event: ServerEvent): string {
  if (event.type !== "welcome") return JSON.stringify(event);
  const { events, members, ...rest } = event;
  const list = members.list === undefined ? "" : `,"list":${encodeArray(members.list)}`;
  const head = JSON.stringify(rest);
  return `${head.slice(0, -1)},"members":{"online":${members.online}${list}},"events":${encodeArray(events)}}`;
}

/** Events as the inside of a frame: put `[` and `]` around it, and others' encodings beside it. */
export function encodeEvents(events: readonly ServerEvent[]): string {
  return events.map(encodeEvent).join(",");
}

/**
 * One server frame of JSON mode, as a client reads it. Events and fields that are not known are left out [E2],
 * but for the place of a durable one.
 * @returns undefined where the frame is not an array of objects: no server says that.
 */
export function decodeEvents(text: string): ServerEvent[] | undefined {
  return decodeItems<ServerEvent>(text, (item) => {
    const known = v.safeParse(KnownEvent, item, { abortEarly: true });
    return known.success ? known : v.safeParse(AnyDurable, item, { abortEarly: true });
  });
}

/**
 * What of a server's frame is known.
 * @param read takes one item of it
 * @returns undefined where the frame is not an array
 */
export function decodeItems<T>(
  text: string,
  read: (item: unknown) => { readonly success: true; readonly output: T } | { readonly success: false },
): T[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(json)) return undefined;
  return json.flatMap((item) => {
    const parsed = read(item);
    return parsed.success ? [parsed.output] : [];
  });
}
