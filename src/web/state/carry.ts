/** What stands before a code in the address that takes a guest along [N2]. */
const HASH = "#carry=";

/** The link that takes its guest along. */
export function carryLink(code: string): string {
  return `${location.origin}/${HASH}${encodeURIComponent(code)}`;
}

/**
 * The code that the address has, where it has one. It is taken out of it: in the history, or in a link that is shared, it would be
 * of use to others.
 */
export function takeCode(): string | undefined {
  if (!location.hash.startsWith(HASH)) return undefined;
  const code = location.hash.slice(HASH.length);
  history.replaceState(history.state, "", location.pathname);
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
