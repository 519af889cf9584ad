import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isAtEnd, scrollToEnd } from "./log-scroll.ts";

/**
 * Keeps the end of a thread in view while something is added there, where it was in view, and brings it there for what one has
 * written oneself. A page of answers that was asked for does not scroll.
 * @param gapAfter where answers are still to be asked for
 * @param last `seq` of the last answer
 * @param ownCount answers of one's own on their way
 * @returns what is to be called when the thread is scrolled
 */
export function useThreadEnd(
  scroller: RefObject<HTMLElement | null>,
  gapAfter: number | undefined,
  last: number | undefined,
  ownCount: number,
): () => void {
  const atEnd = useRef(false);
  const previous = useRef({ gapAfter, last, ownCount });
  const look = () => {
    if (scroller.current) atEnd.current = isAtEnd(scroller.current);
  };
  useLayoutEffect(() => {
    const was = previous.current;
    previous.current = { gapAfter, last, ownCount };
    const isNews = last !== was.last && gapAfter === was.gapAfter && atEnd.current;
    if (scroller.current && (isNews || ownCount > was.ownCount)) scrollToEnd(scroller.current);
    look();
  });
  return look;
}
