import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Highlighter } from "./grammars.ts";
import type { Run } from "./highlight.ts";
import { type GrammarName, grammarOf } from "./languages.ts";

/** Code units. Grammars may take the square of the length, so longer code stays without colours. */
export const HIGHLIGHTED_MAX = 4_000;
/** The same for one line of it. */
export const HIGHLIGHTED_LINE_MAX = 400;

const LONG_LINE = new RegExp(`[^\\n]{${HIGHLIGHTED_LINE_MAX + 1}}`);
const highlighters = new Map<GrammarName, Highlighter>();

/**
 * Colours code, at once where its language has been fetched.
 * @returns the code, and whether its colours came after it was shown
 */
export function useHighlight(
  language: string,
  text: string,
): { readonly runs: readonly Run[]; readonly isLate: boolean } {
  const name = isShort(text) ? grammarOf(language) : undefined;
  const highlight = name && highlighters.get(name);
  const first = useRef(highlight);
  const [, setFetched] = useState<GrammarName>();
  useEffect(() => {
    if (name === undefined || highlight) return undefined;
    let isGone = false;
    const fetchIt = async () => {
      try {
        const { loadHighlighter } = await import("./grammars.ts");
        highlighters.set(name, await loadHighlighter(name));
        if (!isGone) setFetched(name);
      } catch {
        // It stays without colours, until more code in this language comes.
      }
    };
    void fetchIt();
    return () => void (isGone = true);
  }, [name]);
  const runs = useMemo(() => highlight?.(text) ?? [{ text, className: undefined }], [highlight, text]);
  return { runs, isLate: highlight !== first.current };
}

/** Whether colouring code is not felt. */
export function isShort(code: string): boolean {
  return code.length <= HIGHLIGHTED_MAX && !LONG_LINE.test(code);
}
