import { useEffect, useRef } from "preact/hooks";
import { c } from "../i18n/challenge.ts";
import { isFrameNews } from "./news.ts";

interface ChallengeFrameProps {
  /** Passed, with what shows that; or it cannot be had: undefined. */
  readonly onAnswer: (answer: string | undefined) => void;
}

/** Turnstile's widget, on a page of its own: this page's policy lets no other site's script in. */
export function ChallengeFrame({ onAnswer }: ChallengeFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent<unknown>) => {
      // Tools that look at pages talk by such messages, too.
      const isNews = origin === location.origin && source === frame.current?.contentWindow && isFrameNews(data);
      if (isNews) onAnswer(data.challenge);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  });
  return (
    <>
      <link rel="stylesheet" href="/styles/challenge.css" />
      <iframe ref={frame} class="challenge-frame" src="/challenge" title={c.frame} />
    </>
  );
}
