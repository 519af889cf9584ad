import type * as v from "valibot";
import { ERROR_STATUS, type ErrorCode } from "../protocol/errors.ts";
import type { Quota } from "../protocol/token-bucket.ts";
import { error as errorExample } from "./examples.ts";
import type { Answer, Content, Example, Method, Operation, Parameter, Schema } from "./openapi.ts";
import { schemaOf, refTo, type SchemaName } from "./schemas.ts";
import { ERROR_WORDS } from "./error-words.ts";

/** What the operator of a server has chosen, as far as it is told here. */
export interface Settings {
  /** Where this server is. */
  readonly origin: string;
  readonly quota: Quota;
  /** How often clients say that they are there, ms. */
  readonly heartbeat: number;
  /** How often a stream says that it is, ms. */
  readonly streamHeartbeat: number;
  /** Bytes of a file that a room may be brought in from. */
  readonly importMax: number;
}

/** An operation and its address. */
export interface Described {
  readonly path: string;
  readonly method: Method;
  readonly operation: Operation;
}

export const BEARER = "bearer";
export const QUERY_TOKEN = "queryToken";
export const OPERATOR_SECRET = "operator";

/** Whoever one is: a token is never needed. */
export const ANYBODY = [{}, { [BEARER]: [] }, { [QUERY_TOKEN]: [] }];
/** Whoever has a token. */
export const HOLDER = [{ [BEARER]: [] }, { [QUERY_TOKEN]: [] }];
/** Whoever runs the server. */
export const OPERATOR = [{ [OPERATOR_SECRET]: [] }];
/** It makes no difference who asks. */
export const NOBODY = [{}];

/** The parameters of a query that its schema has, which is what reads them too. The token is a security scheme. */
export function queryParameters(query: v.ObjectSchema<v.ObjectEntries, undefined>): Parameter[] {
  return Object.entries(query.entries)
    .filter(([name]) => name !== "token")
    .map(([name, schema]) => parameter("query", name, schema as v.GenericSchema));
}

/** One parameter. Its schema's description is its own. @param description where the schema's says something else */
export function parameter(
  place: Parameter["in"],
  name: string,
  schema: v.GenericSchema,
  description?: string,
): Parameter {
  const { description: own = "", ...rest } = schemaOf(schema);
  return { name, in: place, required: place === "path", description: description ?? own, schema: rest };
}

/** A body or an answer in JSON. @param examples by their names */
export function json(name: SchemaName | Schema, examples: Readonly<Record<string, Example>>): Content {
  return { "application/json": { schema: typeof name === "string" ? refTo(name) : name, examples } };
}

/** An answer in JSON, with one example. */
export function answer(description: string, name: SchemaName, value: unknown): Answer {
  return { description, content: json(name, { answer: { value } }) };
}

/** What every request may be refused for. */
const ALWAYS: readonly ErrorCode[] = ["bad_origin", "internal"];

/** Why a room does not let somebody in. */
export const DOOR: readonly ErrorCode[] = ["members_only", "password_required", "locked", "banned", "forbidden"];

/** The same where one joins. */
export const ENTRY: readonly ErrorCode[] = [...DOOR, "room_full", "wrong_password", "bad_invite", "rate_limited"];

/** Answers by status: these, and an error for each of the codes. */
export function answers(
  good: Readonly<Record<string, Answer>>,
  codes: readonly ErrorCode[],
): Readonly<Record<string, Answer>> {
  const byStatus = Map.groupBy([...codes, ...ALWAYS], (code) => String(ERROR_STATUS[code]));
  const bad = [...byStatus].map(([status, group]) => [status, errorAnswer(group)] as const);
  return { ...good, ...Object.fromEntries(bad) };
}

function errorAnswer(codes: readonly ErrorCode[]): Answer {
  const description = codes.map((code) => `\`${code}\`: ${ERROR_WORDS[code]}`).join("\n\n");
  const examples = Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }]));
  const content = json("ErrorAnswer", examples);
  if (codes.includes("upgrade_required")) {
    return { description, content, headers: { Upgrade: header("The protocol to change to.", { const: "websocket" }) } };
  }
  if (!codes.includes("rate_limited")) return { description, content };
  const seconds = header("`retryAfter` in whole seconds.", { type: "integer", minimum: 0 });
  return { description, content, headers: { "Retry-After": seconds } };
}

function exampleOf(code: ErrorCode): unknown {
  return code === errorExample.error.code ? errorExample : { error: { code, message: plain(ERROR_WORDS[code]) } };
}

function header(description: string, schema: Schema): { description: string; schema: Schema } {
  return { description, schema };
}

/** Words without their marks. */
function plain(words: string): string {
  return words.replaceAll("`", "");
}

/** How to ask with curl. */
export function curl(command: string): Operation["x-codeSamples"] {
  return [{ lang: "Shell", label: "curl", source: command }];
}
