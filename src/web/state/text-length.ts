import { TEXT_MAX_CODE_POINTS } from "../../protocol/limits.ts";

/** From how many code points before the limit on the count is shown. */
const NEAR = 200;

/** How a text stands to the limit. `left` is below zero where it is over, and undefined while far away. */
export function textRoom(text: string): { readonly isEmpty: boolean; readonly left: number | undefined } {
  const trimmed = text.trim();
  const isEmpty = trimmed === "";
  // Code units are at least as many as code points, so most texts need no counting.
  if (trimmed.length < TEXT_MAX_CODE_POINTS - NEAR) return { isEmpty, left: undefined };
  let count = 0;
  for (const _ of trimmed) count++;
  const left = TEXT_MAX_CODE_POINTS - count;
  return { isEmpty, left: left > NEAR ? undefined : left };
}
