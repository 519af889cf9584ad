import { type ReadonlySignal, signal } from "@preact/signals";
import { endOfDay, startOfDay } from "./day.ts";

function media(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener("change", () => (matches.value = list.matches));
  return matches;
}

/** There is room for the roster beside the log. */
export const isWide = media("(min-width: 1000px)");
/** Fingers rather than a mouse: Enter makes a new line, and focus is not taken, for it opens the keyboard. */
export const isTouch = media("(pointer: coarse)");

const visible = signal(document.visibilityState === "visible");
/** Whether the page is in front. */
export const isVisible: ReadonlySignal<boolean> = visible;

const connected = signal(navigator.onLine);
/** Whether the device believes to have a network. */
export const hasNetwork: ReadonlySignal<boolean> = connected;

const day = signal(startOfDay(Date.now()));
/** The start of the viewer's day, ms since 1970. */
export const today: ReadonlySignal<number> = day;

function turnDay(): void {
  const now = Date.now();
  day.value = startOfDay(now);
  setTimeout(turnDay, endOfDay(now) - now + 1_000);
}

/** Keeps the page as tall as what the keyboard of a phone leaves, where the browser does not (Safari, as of 2026). */
function fitKeyboard(): void {
  const { visualViewport: view } = window;
  view?.addEventListener("resize", () => {
    // A page that was zoomed by fingers is left alone.
    if (view.scale !== 1 || !isTouch.value) return;
    document.documentElement.style.setProperty("--viewport", `${view.height}px`);
    scrollTo(0, 0);
  });
}

/** Begins to follow the device. */
export function watchDevice(): void {
  document.addEventListener("visibilitychange", () => {
    visible.value = document.visibilityState === "visible";
    // Timers stand still while a device sleeps.
    day.value = startOfDay(Date.now());
  });
  for (const type of ["online", "offline"]) addEventListener(type, () => (connected.value = navigator.onLine));
  turnDay();
  fitKeyboard();
}
