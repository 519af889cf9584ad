import { fail, ok, type Result } from "../protocol/result.ts";

/** A body that is a JSON object. */
export function parseObject(body: string): Result<object> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return fail("bad_json", "The body is not JSON.");
  }
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return ok(json);
  return fail("bad_command", "The body is no object.");
}
