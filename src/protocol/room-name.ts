import * as v from "valibot";
import { ROOM_NAME_MAX_CODE_POINTS } from "./limits.ts";
import { fail, ok, type Result } from "./result.ts";

const ROOM_NAME = new RegExp(`^[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}_-]{0,${ROOM_NAME_MAX_CODE_POINTS - 1}}$`, "u");

/** Nobody types more than this; it keeps normalisation from being fed megabytes. Code units. */
const RAW_MAX = 1_024;

const RULE = `A room's name has 1 to ${ROOM_NAME_MAX_CODE_POINTS} letters, digits, marks, "-" or "_", and begins with a letter or digit.`;

/** [R1] A room's name, however it is spelt; what comes out is the one spelling. */
export const RoomName = v.pipe(
  v.string(),
  v.maxLength(RAW_MAX),
  // Lower-casing can leave a string that is not NFKC (İ becomes i and a dot above), so normalise once more.
  v.transform((raw) => raw.normalize("NFKC").toLowerCase().normalize("NFKC")),
  v.regex(ROOM_NAME),
);

/**
 * [R1] The one spelling of a room's name: Unicode NFKC, lower case, then checked.
 * @returns the normalised name, or `bad_room`.
 */
export function parseRoomName(raw: string): Result<string> {
  const name = v.safeParse(RoomName, raw);
  return name.success ? ok(name.output) : fail("bad_room", RULE);
}

/**
 * [R1] The room named by one segment of a URL's path, still percent-encoded.
 * @returns the normalised name, or `bad_room` (invalid percent-encoding included).
 */
export function parseRoomSegment(segment: string): Result<string> {
  let raw: string;
  try {
    raw = decodeURIComponent(segment);
  } catch {
    return fail("bad_room", "The room's name in the address is not valid percent-encoding.");
  }
  return parseRoomName(raw);
}
