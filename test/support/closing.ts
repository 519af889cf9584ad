import { afterEach } from "vitest";

/** @returns what takes note of something to be closed after the test */
export function closesAfterEach(): (close: () => unknown) => void {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  return (close) => void closing.push(close);
}
