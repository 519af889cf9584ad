import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Gives a heading the focus where what had it is gone with what was shown before. @param shown what it stands over @returns where it is kept */
export function useHeadingFocus(shown: unknown): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, [shown]);
  return heading;
}
