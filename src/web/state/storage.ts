/** What is kept in `localStorage`, which may be missing, full or forbidden: then nothing is kept. */
const PREFIX = "parley.";

export function readItem(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A list that is kept as JSON, of what each of it is read as; empty where it is none. @param read undefined for what is left out */
export function parseList<T>(text: string | undefined, read: (item: unknown) => T | undefined): readonly T[] {
  try {
    const list: unknown = JSON.parse(text ?? "");
    return Array.isArray(list) ? list.map(read).filter((item) => item !== undefined) : [];
  } catch {
    return [];
  }
}

/** @param value undefined removes it. */
export function writeItem(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // The page works the same until it is closed.
  }
}
