import { fail, ok, type Result } from "./result.ts";

/** A JSON object. @param what it is, for people */
export function parseObject(text: string, what = "The body"): Result<object> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail("bad_json", `${what} is not JSON.`);
  }
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return ok(json);
  return fail("bad_command", `${what} is no object.`);
}
