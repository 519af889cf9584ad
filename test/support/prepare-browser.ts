import { requireBrowser } from "./find-browser.ts";

/** Finds or installs the browser before any test, so that its absence is one clear failure. */
export default function prepareBrowser(): void {
  console.log(`Browser: ${requireBrowser()}`);
}
