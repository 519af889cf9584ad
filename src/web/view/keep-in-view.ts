/** Of what stands over the upper edge of a message, how much covers it, in px. */
const OVERLAP = 12;
/** Between what stands below a message and the end of the log, in px. */
const GAP = 8;

/** What stands over a message, or below it, is brought to where it can be seen. */
export function keepInView(element: HTMLElement): void {
  const scroller = element.closest(".log-scroller, .thread-scroller");
  const message = element.parentElement;
  if (!scroller || !message) return;
  element.style.translate = "";
  const view = scroller.getBoundingClientRect();
  const on = message.getBoundingClientRect();
  const { top, bottom, height } = element.getBoundingClientRect();
  if (top >= on.bottom) return showBelow(element, scroller, bottom + GAP - view.bottom, on.top - view.top);
  if (top >= view.top) return;
  // Where it is scrolled away at the top it stands under the message, or, if there is no room there either, as high as it can be seen.
  const under = on.bottom - OVERLAP;
  const to = under + height <= view.bottom ? under : view.top;
  element.style.translate = `0 ${to - top}px`;
}

/**
 * The log goes on so far that what stands below is seen; over a message that would leave the view by that, it stands as low as it can.
 * @param hidden how much of it cannot be seen, px
 * @param room how far the message may go up, px
 */
function showBelow(element: HTMLElement, scroller: Element, hidden: number, room: number): void {
  if (hidden <= 0) return;
  if (hidden > room) element.style.translate = `0 ${-hidden}px`;
  // Not in the middle of the touch that asked for it: that would end on something else than it began on.
  else requestAnimationFrame(() => scroller.scrollBy({ top: hidden }));
}
