import { useEffect, useRef } from "preact/hooks";

/** The heading of the part of a dialog that was asked for: one begins there. @param isAsked whether this part was */
export function useBeginHere(isAsked: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    heading.current?.scrollIntoView();
    heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
