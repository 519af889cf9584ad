import type { ComponentChild } from "preact";
import { useMemo } from "preact/hooks";
import { blockNodes } from "./nodes.tsx";
import { parseMarkdown } from "./parse.ts";

interface MarkdownTextProps {
  readonly text: string;
  /** Stands at the end of the last line. */
  readonly end: ComponentChild;
}

/** A text as Markdown. */
export function MarkdownText({ text, end }: MarkdownTextProps) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return blockNodes(blocks, end);
}
