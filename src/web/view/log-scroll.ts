/** A message on screen and where it stands, so that it can be put back there after the log changed. */
export interface Anchor {
  readonly seq: string;
  /** px below the top of the scroller. */
  readonly offset: number;
}

/** This near to the end counts as at the end, in px. */
const END_SLACK = 48;

export function isAtEnd(scroller: HTMLElement): boolean {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < END_SLACK;
}

export function scrollToEnd(scroller: HTMLElement): void {
  scroller.scrollTop = scroller.scrollHeight;
}

/**
 * The first message that begins on screen; else the one that fills it. Looks into one block only, for laying out the others
 * would cost more than drawing.
 */
export function findAnchor(scroller: HTMLElement): Anchor | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  for (const block of scroller.querySelectorAll(".block")) {
    if (block.getBoundingClientRect().bottom <= top) continue;
    let anchor: Anchor | undefined;
    for (const message of block.querySelectorAll<HTMLElement>("[data-seq]")) {
      const box = message.getBoundingClientRect();
      if (box.top >= bottom) break;
      if (box.bottom > top) anchor = { seq: message.dataset["seq"] ?? "", offset: box.top - top };
      if (box.top >= top) break;
    }
    if (anchor) return anchor;
  }
  return undefined;
}

/** Puts a message back to where it stood on screen. */
export function restoreAnchor(scroller: HTMLElement, anchor: Anchor): void {
  const message = scroller.querySelector(`[data-seq="${CSS.escape(anchor.seq)}"]`);
  if (!message) return;
  const moved = message.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.offset;
  if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
}

/** Moves the focus from message to message by the arrow keys, Home and End. @returns whether the key was one of them. */
export function moveFocus(scroller: HTMLElement, key: string): boolean {
  if (!["ArrowUp", "ArrowDown", "Home", "End"].includes(key)) return false;
  const messages = [...scroller.querySelectorAll<HTMLElement>("[data-message]")];
  const active = document.activeElement;
  const at = messages.findIndex((message) => message === active || message.contains(active));
  const steps: Record<string, number> = {
    ArrowUp: at === -1 ? messages.length - 1 : at - 1,
    ArrowDown: at === -1 ? messages.length - 1 : at + 1,
    Home: 0,
    End: messages.length - 1,
  };
  const target = messages[Math.min(messages.length - 1, Math.max(0, steps[key] ?? 0))];
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
  return target !== undefined;
}
