import { findAnchor, isAtEnd, restoreAnchor, scrollToEnd } from "./log-scroll.ts";

/**
 * Keeps what is read where it is while something in the log takes another size: at the end the end, elsewhere the first message on
 * screen. At once, and not only when the log's observer sees it: the browser's own scrolling in between would look like a reader's.
 * @param inside something in the log
 * @returns to be called when that has its new size, before it is drawn
 */
export function keepPlace(inside: Element): () => void {
  const scroller = inside.closest<HTMLElement>(".log-scroller");
  if (!scroller) return () => {};
  if (isAtEnd(scroller)) return () => scrollToEnd(scroller);
  const anchor = findAnchor(scroller);
  return () => anchor && restoreAnchor(scroller, anchor);
}
