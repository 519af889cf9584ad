/** How far above and below the screen the log counts as near to it. */
const AHEAD = "800px 0px";

/** Calls back each time that something in the log comes near to the screen. @returns what ends that */
export function watchNear(element: Element, onNear: () => void): () => void {
  const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onNear(), {
    root: element.closest(".log-scroller"),
    rootMargin: AHEAD,
  });
  observer.observe(element);
  return () => observer.disconnect();
}
