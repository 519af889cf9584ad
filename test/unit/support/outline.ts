import { parseMarkdown } from "../../../src/web/markdown/parse.ts";
import type { Block, Inline } from "../../../src/web/markdown/tree.ts";

/** A tree in one line: `em(a)`; what is in no brackets of a kind is a paragraph. */
export function outline(text: string): string {
  return parseMarkdown(text).map(outlineBlock).join(" / ");
}

function outlineBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.inlines.map(outlineInline).join("");
    case "heading":
      return `h(${block.inlines.map(outlineInline).join("")})`;
    case "quote":
      return `quote(${block.blocks.map(outlineBlock).join(" / ")})`;
    case "list": {
      const items = block.items.map(({ number = "-", blocks }) => `${number} ${blocks.map(outlineBlock).join(" / ")}`);
      return `${block.isOrdered ? "ol" : "ul"}(${items.join("; ")})`;
    }
    case "code":
      return `pre(${block.language}: ${block.text})`;
  }
}

function outlineInline(inline: Inline): string {
  if ("text" in inline) return inline.kind === "code" ? `code(${inline.text})` : inline.text;
  const inner = inline.inlines.map(outlineInline).join("");
  return inline.kind === "link" ? `a(${inner} ${inline.href})` : `${inline.kind}(${inner})`;
}

/** The words of a tree, without anything between its blocks. */
export function wordsOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "code") return block.text;
      if (block.kind === "quote") return wordsOf(block.blocks);
      if (block.kind === "list") return block.items.map((item) => wordsOf(item.blocks)).join("");
      return block.inlines.map(inlineText).join("");
    })
    .join("");
}

export function inlineText(inline: Inline): string {
  return "text" in inline ? inline.text : inline.inlines.map(inlineText).join("");
}
