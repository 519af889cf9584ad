import type { RoomPage } from "./room-page.ts";

/** As far as what is read may move, in px. */
export const STILL_PX = 2;

/** What is read, and what becomes of it. */
export interface Watched {
  readonly seq: number;
  /** The oldest message in the log. */
  readonly oldest: number;
  /** How far it has moved so far, in px. */
  drift(): Promise<number>;
}

/**
 * The first message on screen, and how far it has moved since, in any frame.
 * @param up scrolls to the top first, in the same turn: an older page that comes in between would be taken for a jump
 */
export async function watch(guest: RoomPage, up = false): Promise<Watched> {
  const found = await guest.log.evaluate((log, toTop) => {
    if (toTop) log.scrollTop = 0;
    const { top } = log.getBoundingClientRect();
    const all = [...log.querySelectorAll<HTMLElement>("[data-seq]")];
    const first = all.find((message) => message.getBoundingClientRect().top >= top)!;
    const id = first.dataset["seq"]!;
    // It may be drawn anew, as another element.
    const offset = () => log.querySelector(`[data-seq="${id}"]`)!.getBoundingClientRect().top;
    const offsets: number[] = Object.assign(globalThis, { offsets: [offset()] }).offsets;
    // A task after a frame sees what was painted; a look before it would lay out what nobody sees.
    const { port1, port2 } = new MessageChannel();
    const next = () => requestAnimationFrame(() => port2.postMessage("painted"));
    port1.addEventListener("message", () => {
      offsets.push(offset());
      next();
    });
    port1.start();
    next();
    return { seq: Number(id), oldest: Number(all[0]!.dataset["seq"]) };
  }, up);
  const drift = () =>
    guest.page.evaluate(() => {
      const { offsets } = globalThis as unknown as { offsets: number[] };
      return Math.max(...offsets) - Math.min(...offsets);
    });
  return { ...found, drift };
}
