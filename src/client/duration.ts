const UNIT_S: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** A time as people write it, `90s`, `10m`, `2h`, `7d` or `1w`, in s; undefined where it is none. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d{1,9})([smhdw])$/i.exec(text) ?? [];
  const seconds = Number(amount) * (UNIT_S[unit.toLowerCase()] ?? Number.NaN);
  return seconds > 0 ? seconds : undefined;
}
