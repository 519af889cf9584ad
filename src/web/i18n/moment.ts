import { startOfDay } from "../state/day.ts";
import { locales, timeOfDay } from "./time.ts";

const HALF_A_DAY_MS = 12 * 60 * 60 * 1000;

const dated = new Intl.DateTimeFormat(locales, { dateStyle: "medium", timeStyle: "short" });

/** When something was or will be, as briefly as it can be said: the time where that is today or within half a day. @param at ms since 1970 */
export function momentText(at: number, now = Date.now()): string {
  const isNear = startOfDay(at) === startOfDay(now) || Math.abs(at - now) < HALF_A_DAY_MS;
  return isNear ? timeOfDay(at) : dated.format(at);
}
