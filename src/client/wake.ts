import { TIMING, type Timing } from "./config.ts";

/**
 * Calls back when the page is seen again, comes out of the back-forward cache, the network is back, or the machine has slept:
 * whenever a connection may have died unnoticed. Outside of a page only the clock tells.
 * @param callback is told whether the device has another network, as far as that is known.
 * @returns what ends it.
 */
export function onWake(callback: (isNewNetwork: boolean) => void, timing: Timing = TIMING): () => void {
  const seen = (): void => {
    if (document.visibilityState === "visible") callback(false);
  };
  const online = (): void => callback(true);
  const shown = (): void => callback(false);
  const isPage = typeof document !== "undefined";
  const hasEvents = typeof addEventListener === "function";
  if (isPage) document.addEventListener("visibilitychange", seen);
  if (hasEvents) {
    addEventListener("online", online);
    addEventListener("pageshow", shown);
  }
  const stopClock = onSleep(shown, timing);
  return () => {
    if (isPage) document.removeEventListener("visibilitychange", seen);
    if (hasEvents) {
      removeEventListener("online", online);
      removeEventListener("pageshow", shown);
    }
    stopClock();
  };
}

/** Timers stand still while a machine sleeps and the clock does not: a look that comes late tells of it. */
function onSleep(callback: () => void, timing: Timing): () => void {
  let last = Date.now();
  const ticker = setInterval(() => {
    const now = Date.now();
    const late = now - last - timing.sleepTickMs;
    last = now;
    if (late > timing.sleepLateMs) callback();
  }, timing.sleepTickMs);
  return () => clearInterval(ticker);
}
