import { type ReadonlySignal, signal } from "@preact/signals";

/** How long a confirmation stays, in ms. */
const SHOWN_MS = 3_000;
const text = signal("");
let timer: ReturnType<typeof setTimeout> | undefined;

/** The confirmation that is shown; empty where there is none. */
export const toast: ReadonlySignal<string> = text;

/** Shows a confirmation for a while. @param shownMs how long, for what must be read at leisure. */
export function showToast(message: string, shownMs = SHOWN_MS): void {
  clearTimeout(timer);
  text.value = message;
  timer = setTimeout(() => (text.value = ""), shownMs);
}
