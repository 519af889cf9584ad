import { html } from "hono/html";
import { SCHEMA_WORDS } from "../schema-words.ts";

/** A piece of a page. */
export type Html = ReturnType<typeof html>;

/** Where a schema stands on the page. */
export const schemaAnchor = (name: string): string => `schema-${name}`;
/** Where an error code stands on the page. */
export const errorAnchor = (code: string): string => `error-${code}`;
/** Where a tag's operations begin on the page. */
export const tagAnchor = (name: string): string => name.toLowerCase();

/** Paragraphs with words in backticks, as descriptions have them. The name of a schema leads to it. */
export function prose(text: string): Html[] {
  return text.split("\n\n").map((paragraph) => html`<p>${words(paragraph)}</p>`);
}

/** The same without paragraphs. */
export function words(text: string): (Html | string)[] {
  // Between two backticks is every second part.
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : code(part)));
}

function code(text: string): Html {
  if (!Object.hasOwn(SCHEMA_WORDS, text)) return html`<code>${text}</code>`;
  return html`<a href="#${schemaAnchor(text)}"><code>${text}</code></a>`;
}

const TOKEN = /(?<key>"(?:\\.|[^"\\])*"(?=:))|(?<string>"(?:\\.|[^"\\])*")|(?<value>-?\d[\d.eE+-]*|true|false|null)/g;

/** A value as JSON, its parts in colour. What is text already is shown as it is. */
export function shown(value: unknown): Html {
  if (typeof value === "string") return html`<pre><code>${value}</code></pre>`;
  const json = JSON.stringify(value, null, 2);
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const { 0: token, index, groups } of json.matchAll(TOKEN)) {
    const kind = Object.entries(groups ?? {}).find(([, found]) => found !== undefined)?.[0] ?? "";
    parts.push(json.slice(end, index), html`<span class="json-${kind}">${token}</span>`);
    end = index + token.length;
  }
  return html`<pre><code>${[...parts, json.slice(end)]}</code></pre>`;
}
