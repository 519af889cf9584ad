import type { Context } from "hono";
import type { Variables } from "../variables.ts";
import { parseRoomSegment } from "../protocol/room-name.ts";
import type { Result } from "../protocol/result.ts";

/** What Hono is told of the worker's bindings. */
export interface AppEnv {
  Bindings: Env & Variables;
}

/** [R1] The room that a path names. Read from the raw address, so that `%2f` and broken encodings are seen as they came. */
export function roomOfPath(c: Context<AppEnv>, index: number): Result<string> {
  const [address = ""] = c.req.url.split(/[?#]/, 1);
  // Before the path stand the scheme, nothing and the host.
  return parseRoomSegment(address.split("/")[index + 2] ?? "");
}
