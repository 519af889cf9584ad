/**
 * Does something that heeds a signal, for so long at most.
 * @param ms after these its signal is aborted
 * @param outer aborts it too
 */
export async function within<T>(ms: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const end = (): void => abort.abort();
  const timer = setTimeout(end, ms);
  outer.addEventListener("abort", end);
  if (outer.aborted) end();
  try {
    return await work(abort.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener("abort", end);
  }
}

/** Waits so many ms. @param signal ends it early */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return within(ms, signal, (over) => {
    return new Promise((resolve) => {
      over.addEventListener("abort", () => resolve());
      if (over.aborted) resolve();
    });
  });
}
