import { type ComponentChild, Fragment, isValidElement, type VNode } from "preact";
import { CodeBlock, CodeView } from "../../../src/web/markdown/code-block.tsx";
import type { Run } from "../../../src/web/markdown/highlight.ts";
import { Spoiler, SpoilerView } from "../../../src/web/markdown/spoiler.tsx";
import { Named } from "../../../src/web/view/mentioned.tsx";

/** An element that a browser would be given. */
export interface Element {
  readonly name: string;
  /** All but `children`, `key` and `ref`; an attribute without a value is not there. */
  readonly props: Readonly<Record<string, unknown>>;
  /** The names of what it is in, the outermost first. */
  readonly inside: readonly string[];
}

/** What a tree of nodes comes to. */
export interface Rendered {
  readonly elements: readonly Element[];
  readonly text: string;
}

interface Look {
  /** Whether spoilers are shown. */
  readonly isShown: boolean;
  readonly colour: (language: string, code: string) => readonly Run[];
}

/** Draws nodes without a browser. What has a state is drawn in the state that `look` says. */
export function draw(nodes: ComponentChild, look: Look): Rendered {
  const elements: Element[] = [];
  let text = "";
  const visit = (node: ComponentChild | readonly ComponentChild[], inside: readonly string[]): void => {
    if (Array.isArray(node)) {
      for (const child of node as readonly ComponentChild[]) visit(child, inside);
    } else if (isValidElement(node)) {
      const { type, props } = node as VNode<Record<string, unknown>>;
      if (typeof type === "function")
        return visit(call(type as (props: object) => ComponentChild, props, look), inside);
      const { children, ...rest } = props;
      const given = Object.entries(rest).filter(
        ([, value]) => value !== undefined && value !== null && value !== false,
      );
      elements.push({ name: type, props: Object.fromEntries(given), inside });
      visit(children as ComponentChild, [...inside, type]);
    } else if (node !== null && node !== undefined && typeof node !== "boolean") {
      text += String(node as string | number);
    }
  };
  visit(nodes, []);
  return { elements, text };
}

function nothing(): void {}

function call(component: (props: object) => ComponentChild, props: object, look: Look): ComponentChild {
  if (component === (Fragment as unknown)) return (props as { readonly children: ComponentChild }).children;
  // Nobody is mentioned.
  if (component === (Named as unknown)) return (props as Parameters<typeof Named>[0]).text;
  if (component === (Spoiler as unknown)) {
    const { children } = props as Parameters<typeof Spoiler>[0];
    return SpoilerView({ isShown: look.isShown, onShow: nothing, children });
  }
  if (component === (CodeBlock as unknown)) {
    const { language, text } = props as Parameters<typeof CodeBlock>[0];
    return CodeView({
      language,
      runs: look.colour(language, text),
      isLate: true,
      code: { current: null },
      onCopy: nothing,
    });
  }
  return component(props);
}
