import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/**
 * A part of the page that is fetched when it is first shown.
 * @param load asks for it; the same function each time
 * @param onFailed it could not be fetched
 * @returns undefined until it is there
 */
export function useLazy<P>(load: () => Promise<ComponentType<P>>, onFailed: () => void): ComponentType<P> | undefined {
  const [part, setPart] = useState<{ readonly view: ComponentType<P> }>();
  useEffect(() => {
    let isGone = false;
    load().then(
      (view) => !isGone && setPart({ view }),
      () => !isGone && onFailed(),
    );
    return () => void (isGone = true);
  }, []);
  return part?.view;
}
