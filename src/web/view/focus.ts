import { isTouch } from "../state/device.ts";

/**
 * Gives the focus to where one writes, when what had it goes away. Not where that would open a keyboard.
 * @param lost what had it: in a thread, one writes there
 */
export function focusComposer(lost?: Element): void {
  if (!isTouch.value) (lost?.closest(".thread") ?? document).querySelector("textarea")?.focus();
}
