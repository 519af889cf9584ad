/** What is kept in `localStorage`, which may be missing, full or forbidden: then nothing is kept. */
const PREFIX = "parley.";

export function readItem(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A list of strings that is kept as JSON; empty where it is none. */
export function parseList(text: string | undefined): readonly string[] {
  try {
    const list: unknown = JSON.parse(text ?? "");
    return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
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
