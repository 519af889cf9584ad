import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

/** Programs that are Chrome or Chromium, by their names on a PATH and their usual places. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
];

const INSTALL_TIMEOUT_MS = 600_000;

/** @returns a browser's path: the one that `CHROME_PATH` names, else one on this machine, else Playwright's own. */
function findBrowser(): string | undefined {
  const named = process.env["CHROME_PATH"];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROME_PATH is ${named}, and there is no program there.`);
  }
  const onPath = (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES, chromium.executablePath()].find(isExecutable);
}

/** @returns a browser's path; installs one where there is none. @throws with what to do where that fails. */
export function requireBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  const attempts: (readonly [string, readonly string[]])[][] = [[["npx", ["playwright-core", "install", "chromium"]]]];
  // Debian's own needs no download from elsewhere, but root.
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    attempts.unshift([
      ["apt-get", ["update"]],
      ["apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk", "fonts-noto-color-emoji"]],
    ]);
  }
  for (const steps of attempts) {
    console.log(
      `No browser found; trying: ${steps.map(([program, args]) => `${program} ${args.join(" ")}`).join(" && ")}`,
    );
    try {
      for (const [program, args] of steps)
        execFileSync(program, args, { stdio: "inherit", timeout: INSTALL_TIMEOUT_MS });
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    "The browser tests need Chrome or Chromium, and none could be installed. Install one, or set CHROME_PATH to its program, then run npm test again.",
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
