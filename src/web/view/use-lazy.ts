import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

type Load<P> = () => Promise<ComponentType<P>>;

/** What has been fetched, by what fetches it: shown again, it is there at once. */
const fetched = new WeakMap<object, unknown>();

/** Fetches a part before it is shown. Where that fails, it is fetched again when it is. @param load the same function as there */
export async function prefetch<P>(load: Load<P>): Promise<void> {
  try {
    fetched.set(load, await load());
  } catch {
    // Whoever wants to see it is told.
  }
}

/**
 * A part of the page that is fetched when it is first shown.
 * @param load asks for it; the same function each time
 * @param onFailed it could not be fetched
 * @returns undefined until it is there
 */
export function useLazy<P>(load: Load<P>, onFailed: () => void): ComponentType<P> | undefined {
  const [part, setPart] = useState({ view: fetched.get(load) as ComponentType<P> | undefined });
  useEffect(() => {
    if (part.view) return undefined;
    let isGone = false;
    const fetch = async (): Promise<void> => {
      try {
        const view = await load();
        fetched.set(load, view);
        if (!isGone) setPart({ view });
      } catch {
        if (!isGone) onFailed();
      }
    };
    void fetch();
    return () => void (isGone = true);
  }, []);
  return part.view;
}
