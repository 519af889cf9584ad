/**
 * Starts to count. The wall clock counts the time asleep, which the other may leave out; the other cannot be set back.
 * @returns the ms since then, by whichever of the two counted more.
 */
export function stopwatch(): () => number {
  const wall = Date.now();
  const monotonic = performance.now();
  return () => Math.max(Date.now() - wall, performance.now() - monotonic);
}
