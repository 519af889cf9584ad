import { chromium, type Browser, type Page } from "playwright-core";
import { requireBrowser } from "./find-browser.ts";

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
  return chromium.launch({ executablePath: requireBrowser(), args: BROWSER_ARGS });
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
