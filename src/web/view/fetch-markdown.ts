import { setMarkdown } from "../state/markdown.ts";

let asked: Promise<void> | undefined;

/** Fetches what reads and shows Markdown, once. Where it cannot be had, the next message asks again. */
export function fetchMarkdown(): void {
  asked ??= import("../markdown/markdown.ts").then(setMarkdown, () => void (asked = undefined));
}
