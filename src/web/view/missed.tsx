import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/index.ts";
import type { Session } from "../state/session.ts";
import { CloseIcon, UpIcon } from "./icons.tsx";

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
        {t.log.missed(now.count)}
      </button>
      <button type="button" class="icon-button" aria-label={t.log.dismissMissed} onClick={dismiss}>
        <CloseIcon />
      </button>
    </div>
  );
}
