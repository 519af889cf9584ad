import { useEffect, useRef } from "preact/hooks";
import { later } from "../i18n/later.ts";
import type { Session } from "../state/session.ts";
import { UpIcon } from "./action-icons.tsx";
import { CloseIcon } from "./icons.tsx";

/** Leads to the first message that one has not read, until that is on screen. */
export function MissedBar({ session }: { readonly session: Session }) {
  const { missed, dismiss } = session.reading;
  const bar = useRef<HTMLDivElement>(null);
  const now = missed.value;
  useEffect(() => {
    const line = bar.current?.parentElement?.querySelector(".unread");
    if (!line) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && dismiss());
    observer.observe(line);
    return () => observer.disconnect();
  }, [now, session.timeline.value]);
  if (!now) return null;
  return (
    <div ref={bar} class="missed">
      <button type="button" class="missed-jump" onClick={() => void session.revealMissed()}>
        <UpIcon />
        {later.log.missed(now.count)}
      </button>
      <button type="button" class="icon-button" aria-label={later.log.dismissMissed} onClick={dismiss}>
        <CloseIcon />
      </button>
    </div>
  );
}
