import { useEffect } from "preact/hooks";
import { replace } from "../view/replace.ts";
import { fetchEmoji } from "./fetch-emoji.ts";
import { rememberEmoji } from "./recent.ts";
import { closedCode } from "./shortcode.ts";
import { savedTone, toned } from "./tone.ts";

/** Makes an emoji of a name between colons when the second colon is typed. That can be undone. */
export function useShortcodes(field: HTMLTextAreaElement): void {
  useEffect(() => {
    // What is pasted, or comes back when something is undone, stays as it is.
    const onInput = (event: Event): void => {
      const isTyped = event instanceof InputEvent && event.inputType === "insertText" && event.data?.endsWith(":");
      if (isTyped && !event.isComposing) void put(field);
    };
    field.addEventListener("input", onInput);
    return () => field.removeEventListener("input", onInput);
  }, [field]);
}

async function put(field: HTMLTextAreaElement): Promise<void> {
  const { value, selectionEnd: caret } = field;
  const closed = closedCode(value, caret);
  if (!closed) return;
  const catalogue = await fetchEmoji().catch(() => undefined);
  const emoji = catalogue?.byCode.get(closed.code);
  // Who has gone on writing meanwhile means what is written.
  const isThere = field.value === value && field.selectionStart === caret && document.activeElement === field;
  if (!emoji || !isThere) return;
  rememberEmoji(emoji);
  replace(field, { from: closed.from, to: caret, insert: toned(emoji, savedTone()) });
}
