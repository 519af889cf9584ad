import { readItem, writeItem } from "../state/storage.ts";
import type { Catalogue, Emoji } from "./catalogue.ts";

/** How many are remembered. */
const RECENT_MAX = 16;

/** The emoji that were chosen on this device, the latest first. What is not known any more is left out. */
export function recentEmoji({ byUnicode }: Catalogue): readonly Emoji[] {
  return stored().flatMap((unicode) => byUnicode.get(unicode) ?? []);
}

/** Remembers that one was chosen. Another tab may have chosen meanwhile, so what is stored is read anew. */
export function rememberEmoji({ unicode }: Emoji): void {
  const others = stored().filter((other) => other !== unicode);
  writeItem("emoji", [unicode, ...others].slice(0, RECENT_MAX).join(" "));
}

function stored(): readonly string[] {
  return (readItem("emoji") ?? "").split(" ");
}
