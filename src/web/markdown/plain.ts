import { parseMarkdown } from "./parse.ts";
import type { Block, Inline } from "./tree.ts";

/** A text without its marks, in one line, and without what its spoilers hide. */
export function plainText(text: string): string {
  return wordsOf(parseMarkdown(text));
}

function wordsOf(blocks: readonly Block[]): string {
  return blocks.map(blockWords).join(" ");
}

function blockWords(block: Block): string {
  switch (block.kind) {
    case "quote":
      return wordsOf(block.blocks);
    case "list":
      return block.items.map(({ blocks }) => wordsOf(blocks)).join(", ");
    case "code":
      return block.text;
    default:
      return block.inlines.map(inlineWords).join("");
  }
}

function inlineWords(inline: Inline): string {
  if (inline.kind === "spoiler") return "▮▮▮";
  return "text" in inline ? inline.text : inline.inlines.map(inlineWords).join("");
}
