// How figures are written, in the viewer's way.

const locales = [...navigator.languages];
const whole = new Intl.NumberFormat(locales);
const USD = { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" } as const;
const dollars = new Intl.NumberFormat(locales, USD);
/** Of what is less than a cent, the first figures that are not zero. */
const cents = new Intl.NumberFormat(locales, { ...USD, maximumSignificantDigits: 2 });
const ago = new Intl.RelativeTimeFormat(locales, { numeric: "auto", style: "short" });
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
const sizes = UNITS.map(
  (unit) => new Intl.NumberFormat(locales, { style: "unit", unit, unitDisplay: "short", maximumSignificantDigits: 3 }),
);

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export function number(value: number): string {
  return whole.format(value);
}

/** Bytes, in the unit that keeps them short. */
export function bytes(value: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return sizes[step]!.format(value / 1_000 ** step);
}

/** US dollars. */
export function cost(value: number): string {
  return (value > 0 && value < 0.01 ? cents : dollars).format(value);
}

/** How long ago something was. @param at ms since 1970 */
export function age(at: number, now: number): string {
  const ms = Math.min(0, at - now);
  if (ms > -MINUTE_MS) return ago.format(0, "second");
  if (ms > -HOUR_MS) return ago.format(Math.round(ms / MINUTE_MS), "minute");
  if (ms > -DAY_MS) return ago.format(Math.round(ms / HOUR_MS), "hour");
  return ago.format(Math.round(ms / DAY_MS), "day");
}
