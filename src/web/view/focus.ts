import { isTouch } from "../state/device.ts";

/** Gives the focus to where one writes, when what had it goes away. Not where that would open a keyboard. */
export function focusComposer(): void {
  if (!isTouch.value) document.getElementById("message")?.focus();
}
