import { findLinks } from "../../protocol/links.ts";
import { Named } from "./mentioned.tsx";

/** A run of text, with the addresses in it as links. */
export function PlainText({ text }: { readonly text: string }) {
  return findLinks(text).map((part) =>
    part.href === undefined ? (
      <Named text={part.text} />
    ) : (
      <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ),
  );
}
