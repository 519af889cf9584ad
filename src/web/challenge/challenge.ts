import type { Challenge } from "../../protocol/answers.ts";
import type { FrameNews } from "./news.ts";

/** What is there once Turnstile's script has run, as far as it is used here (developers.cloudflare.com/turnstile, explicit rendering). */
declare const turnstile: {
  render(
    container: HTMLElement,
    options: {
      readonly sitekey: string;
      readonly size: "flexible";
      readonly language: string;
      readonly callback: (answer: string) => void;
      readonly "error-callback": () => boolean;
    },
  ): void;
};

const SCRIPT = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";

// The page that frames this has a policy under which the service's script could not run: here is nothing else to be protected.

/** Tells the page around this, which is the same server's. */
function tell(news: FrameNews): void {
  parent.postMessage(news, location.origin);
}

async function siteKey(): Promise<string> {
  const { siteKey: key } = (await (await fetch("/api/challenge")).json()) as Challenge;
  if (key === undefined) throw new Error("Nothing is asked.");
  return key;
}

function loadScript(): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SCRIPT;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}

try {
  const [sitekey] = await Promise.all([siteKey(), loadScript()]);
  turnstile.render(document.getElementById("widget")!, {
    sitekey,
    size: "flexible",
    language: "auto",
    callback: (challenge) => tell({ challenge }),
    "error-callback": () => {
      tell({ challenge: undefined });
      // It need not complain itself.
      return true;
    },
  });
} catch {
  tell({ challenge: undefined });
}
