/** Emoji in a row. The styles say the same. */
export const COLUMNS = 8;

/**
 * Where a key leads in grids that stand one below another.
 * @param sizes how many there are in each grid
 * @param at a place among all of them
 * @returns undefined where the key means nothing; -1 above the first row
 */
export function nextCell(sizes: readonly number[], at: number, key: string): number | undefined {
  const last = sizes.reduce((sum, size) => sum + size, 0) - 1;
  const rows = rowsOf(sizes);
  const row = rows.findLastIndex(({ from }) => from <= at);
  const { from, to } = rows[row]!;
  const inRow = (index: number): number => {
    const other = rows[index];
    return other ? Math.min(other.from + at - from, other.to) : at;
  };
  switch (key) {
    case "ArrowLeft":
      return Math.max(at - 1, 0);
    case "ArrowRight":
      return Math.min(at + 1, last);
    case "ArrowUp":
      return row === 0 ? -1 : inRow(row - 1);
    case "ArrowDown":
      return inRow(row + 1);
    case "Home":
      return from;
    case "End":
      return to;
    default:
      return undefined;
  }
}

/** The first and the last place of each row. */
function rowsOf(sizes: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  let first = 0;
  return sizes.flatMap((size) => {
    const starts = Array.from({ length: Math.ceil(size / COLUMNS) }, (_, row) => first + row * COLUMNS);
    first += size;
    const end = first - 1;
    return starts.map((from) => ({ from, to: Math.min(from + COLUMNS - 1, end) }));
  });
}
