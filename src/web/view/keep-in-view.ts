/** Of what stands over the upper edge of a message, how much covers it, in px. */
const OVERLAP = 12;

/**
 * What stands over a message stands under it where that is scrolled away at the top, or, if there is no room there either, as
 * high as it can be seen.
 */
export function keepInView(element: HTMLElement): void {
  const scroller = element.closest(".log-scroller, .thread-scroller");
  const below = element.parentElement;
  if (!scroller || !below) return;
  element.style.translate = "";
  const view = scroller.getBoundingClientRect();
  const { top, height } = element.getBoundingClientRect();
  if (top >= view.top) return;
  const under = below.getBoundingClientRect().bottom - OVERLAP;
  const to = under + height <= view.bottom ? under : view.top;
  element.style.translate = `0 ${to - top}px`;
}
