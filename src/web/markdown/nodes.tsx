import type { ComponentChild, VNode } from "preact";
import { PlainText } from "../view/plain-text.tsx";
import { CodeBlock } from "./code-block.tsx";
import { Spoiler } from "./spoiler.tsx";
import type { Block, Inline, ListItem } from "./tree.ts";

/** From so many digits on, a number stands in the line, for beside it there is no room. */
const NUMBER_OUTSIDE_MAX = 99;

/**
 * The elements of a text. A paragraph that is all of it needs none of its own; else each block goes the way that its own letters go.
 * @param end stands at the end of the last line
 */
export function blockNodes(blocks: readonly Block[], end?: ComponentChild): ComponentChild[] {
  const last = blocks.at(-1);
  if (last?.kind === "paragraph" && blocks.length === 1) return [...inlineNodes(last.inlines), end];
  const hasLine = last?.kind === "paragraph" || last?.kind === "heading";
  const nodes: ComponentChild[] = blocks.map((block) => blockNode(block, "auto", block === last && hasLine && end));
  if (end && !hasLine) nodes.push(<p>{end}</p>);
  return nodes;
}

function blockNode(block: Block, dir: "auto" | undefined, end?: ComponentChild): VNode {
  switch (block.kind) {
    case "paragraph":
      return <p dir={dir}>{[...inlineNodes(block.inlines), end]}</p>;
    case "heading":
      return (
        <p dir={dir}>
          <strong>{inlineNodes(block.inlines)}</strong>
          {end}
        </p>
      );
    case "quote":
      return <blockquote dir={dir}>{innerNodes(block.blocks)}</blockquote>;
    case "list":
      return block.isOrdered ? (
        <ol class={isWide(block.items) ? "is-wide" : undefined} dir={dir}>
          {block.items.map(({ number, blocks }) => (
            <li value={number}>{innerNodes(blocks)}</li>
          ))}
        </ol>
      ) : (
        <ul dir={dir}>
          {block.items.map(({ blocks }) => (
            <li>{innerNodes(blocks)}</li>
          ))}
        </ul>
      );
    case "code":
      return <CodeBlock language={block.language} text={block.text} />;
  }
}

/** What is inside a quote or a list goes its way. */
function innerNodes(blocks: readonly Block[]): VNode[] {
  return blocks.map((block) => blockNode(block, undefined));
}

function isWide(items: readonly ListItem[]): boolean {
  return items.some(({ number = 0 }) => number > NUMBER_OUTSIDE_MAX);
}

function inlineNodes(inlines: readonly Inline[]): VNode[] {
  return inlines.map(inlineNode);
}

function inlineNode(inline: Inline): VNode {
  switch (inline.kind) {
    case "text":
      return <PlainText text={inline.text} />;
    case "code":
      return <code>{inline.text}</code>;
    case "emphasis":
      return <em>{inlineNodes(inline.inlines)}</em>;
    case "strong":
      return <strong>{inlineNodes(inline.inlines)}</strong>;
    case "deleted":
      return <del>{inlineNodes(inline.inlines)}</del>;
    case "spoiler":
      return <Spoiler>{inlineNodes(inline.inlines)}</Spoiler>;
    case "link":
      return (
        <a href={inline.href} target="_blank" rel="noopener noreferrer nofollow">
          {inlineNodes(inline.inlines)}
        </a>
      );
  }
}
