import { type ReadonlySignal, signal } from "@preact/signals";
import type * as Markdown from "../markdown/markdown.ts";
import { hideSpoilers, mayHaveMarkdown } from "./markup.ts";

const fetched = signal<typeof Markdown | undefined>(undefined);

/** What reads and shows Markdown, once it has been fetched. */
export const markdown: ReadonlySignal<typeof Markdown | undefined> = fetched;

/** It has been fetched. */
export function setMarkdown(parts: typeof Markdown): void {
  fetched.value = parts;
}

/** A text where it is only spoken of, in a line: without its marks where these can be read, and without its spoilers. */
export function plainText(text: string): string {
  return (mayHaveMarkdown(text) && fetched.value?.plainText(text)) || hideSpoilers(text);
}
