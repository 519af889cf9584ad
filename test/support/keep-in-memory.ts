import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** What is kept in memory, on a system that has such a folder. */
const MEMORY = "/dev/shm";

/** More than all servers and browsers that run at a time keep. In bytes. */
const ENOUGH = 2 * 1024 ** 3;

/**
 * Lets servers and browsers under test keep their storage in memory, where there is room: each write waits for its disk, and there
 * nothing is to outlive the run.
 */
export default function keepInMemory(): (() => void) | undefined {
  if (bytesFree() < ENOUGH) return undefined;
  const before = process.env["TMPDIR"];
  const folder = mkdtempSync(join(MEMORY, "parley-test-"));
  process.env["TMPDIR"] = folder;
  return () => {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    rmSync(folder, { recursive: true, force: true });
  };
}

function bytesFree(): number {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
