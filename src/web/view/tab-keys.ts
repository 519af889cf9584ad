/**
 * Which tab a key leads to: the arrow keys go from one to the next and around, Home and End to the first and the last.
 * @param count how many tabs there are
 * @param isMirrored whether the first one is on the right
 * @returns undefined for a key that leads nowhere
 */
export function tabAt(chosen: number, count: number, key: string, isMirrored: boolean): number | undefined {
  const by = (step: number) => (chosen + (isMirrored ? -step : step) + count) % count;
  switch (key) {
    case "ArrowLeft":
      return by(-1);
    case "ArrowRight":
      return by(1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
