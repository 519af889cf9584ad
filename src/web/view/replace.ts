import type { Replacement } from "../../client/typed-word.ts";

/** Writes something as if by keys, so that it can be undone, too. */
export function replace(field: HTMLTextAreaElement, { from, to, insert }: Replacement): void {
  field.setSelectionRange(from, to);
  if (document.execCommand("insertText", false, insert)) return;
  field.setRangeText(insert, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
