import { html } from "hono/html";
import { findLinks } from "../../protocol/links.ts";

/** A piece of markup, all that was put into it escaped. */
export type Html = ReturnType<typeof html>;

/** What markup cannot have, or nobody can see: NUL and other controls, but for line breaks and tabs. */
const CONTROLS = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]|\uFFFE|\uFFFF/g;

/** Text as a page can have it. Lone surrogates are none that UTF-8 could say. */
export function visible(text: string): string {
  return text.toWellFormed().replace(CONTROLS, "\uFFFD");
}

/** A text with the addresses in it as links: http and https, and nothing else. */
export function linked(text: string): Html[] {
  return findLinks(visible(text)).map(({ text, href }) =>
    href === undefined
      ? html`${text}`
      : html`<a href="${href}" target="_blank" rel="noopener noreferrer nofollow">${text}</a>`,
  );
}
