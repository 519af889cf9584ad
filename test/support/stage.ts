import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";

/** What the tests of one file play on. */
export interface Stage {
  readonly server: TestServer;
  readonly browser: Browser;
}

/**
 * Sets a server and a browser up before the first test of this file, and takes them down after the last.
 * @param vars what `wrangler.toml` sets otherwise
 * @param take is given them
 */
export function setStage(vars: Record<string, string>, take: (stage: Stage) => void): void {
  let stage: Stage | undefined;
  beforeAll(async () => {
    const [server, browser] = await Promise.all([startServer(vars), launchBrowser()]);
    take((stage = { server, browser }));
  });
  afterAll(async () => {
    await stage?.browser.close();
    await stage?.server.close();
  });
}
