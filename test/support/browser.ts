import { chromium, type Browser, type Page } from "playwright-core";
import { requireBrowser } from "./find-browser.ts";

/**
 * What is switched off. Chromium counts only the last list it is given, so Playwright's own is in it. First what nobody sees: the
 * two pages that wait behind the address bar of each window, which take more to start than the page under test.
 */
const DISABLED_FEATURES = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

/** What a browser without a screen, and without a network beyond this machine, is started with. */
export const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser of its own: its own storage, cookies and network. */
export function launchBrowser(): Promise<Browser> {
  const args = [...BROWSER_ARGS, `--disable-features=${DISABLED_FEATURES.join()}`];
  return chromium.launch({ executablePath: requireBrowser(), args });
}

/** What a page complained of: errors, and violations of its policy. A test ends with none. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // A connection that a test cut is the browser's to mention, not the page's fault.
    const isNetwork = /WebSocket connection|Failed to load resource|ERR_/.test(message.text());
    if (message.type() === "error" && !isNetwork) complaints.push(message.text());
  });
  return complaints;
}
