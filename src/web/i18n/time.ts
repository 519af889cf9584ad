import { DAY_MS, startOfDay } from "../state/day.ts";
import { t } from "./index.ts";

// How the viewer writes dates. `undefined` would be the runtime's locale, which in some browsers is not the first that the viewer asked for.
export const locales = typeof navigator === "undefined" ? [] : [...navigator.languages];

const clock = new Intl.DateTimeFormat(locales, { hour: "numeric", minute: "2-digit" });
const full = new Intl.DateTimeFormat(locales, { dateStyle: "full", timeStyle: "short" });
const weekday = new Intl.DateTimeFormat(locales, { weekday: "long" });
const thisYear = new Intl.DateTimeFormat(locales, { weekday: "long", day: "numeric", month: "long" });
const anyYear = new Intl.DateTimeFormat(locales, { day: "numeric", month: "long", year: "numeric" });

/** The time of day, in the viewer's way of writing it. */
export function timeOfDay(at: number): string {
  return clock.format(at);
}

/** Date and time in full, for a tooltip. */
export function fullTime(at: number): string {
  return full.format(at);
}

/** How a day is called when seen from today. @param today the start of the viewer's day, ms since 1970. */
export function dayName(at: number, today: number): string {
  const day = startOfDay(at);
  // Days are not always 24 hours long, so half of one is left to either side.
  const ago = Math.round((today - day) / DAY_MS);
  if (ago === 0) return t.today;
  if (ago === 1) return t.yesterday;
  if (ago > 1 && ago < 7) return weekday.format(at);
  return new Date(at).getFullYear() === new Date(today).getFullYear() ? thisYear.format(at) : anyYear.format(at);
}
