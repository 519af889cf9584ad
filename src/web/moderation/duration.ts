const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** For how long somebody may be kept from something, s; undefined is for good. */
export const SPANS: readonly (number | undefined)[] = [10 * MINUTE_S, HOUR_S, DAY_S, 7 * DAY_S, 30 * DAY_S, undefined];

/** What is offered first. */
export const USUAL_SPAN = HOUR_S;

const UNITS = [
  ["day", DAY_S],
  ["hour", HOUR_S],
  ["minute", MINUTE_S],
  ["second", 1],
] as const;

/** A length of time in the largest unit that it is a whole number of: "10 minutes". @param seconds more than 0 */
export function durationText(seconds: number, language: string): string {
  const [unit, size] = UNITS.find(([, size]) => seconds % size === 0) ?? UNITS[3];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(seconds / size);
}
