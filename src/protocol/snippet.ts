import { SNIPPET_MAX_CODE_POINTS } from "./limits.ts";

/** How a text begins, on one line. What is cut off ends in an ellipsis. */
export function snippetOf(text: string): string {
  const points = Array.from(text.replace(/\s+/gu, " ").trim());
  if (points.length <= SNIPPET_MAX_CODE_POINTS) return points.join("");
  return `${points.slice(0, SNIPPET_MAX_CODE_POINTS - 1).join("")}…`;
}
