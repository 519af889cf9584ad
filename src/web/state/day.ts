/** An ordinary day. */
export const DAY_MS = 86_400_000;

/** Midnight before a moment, where the viewer is. ms since 1970. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Midnight after a moment, where the viewer is. ms since 1970. */
export function endOfDay(at: number): number {
  return new Date(at).setHours(24, 0, 0, 0);
}
