import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { findMentions } from "../../protocol/mentions.ts";
import type { NameIndex } from "../../protocol/people.ts";

/** Whom a message mentions, by the names they are known by here. */
export interface Mentioned {
  readonly names: NameIndex;
  /** Whether `@here` is meant. */
  readonly here: boolean;
  /** Oneself, by id. */
  readonly ownId: string | undefined;
}

/** What is marked in the texts below; nothing unless told. */
export const MentionedContext = createContext<Mentioned | undefined>(undefined);

/** A run of text in which those stand out whom it mentions [M2]: what only looks like a mention does not. */
export function Named({ text }: { readonly text: string }) {
  const mentioned = useContext(MentionedContext);
  if (!mentioned) return <>{text}</>;
  const { names, here, ownId } = mentioned;
  const nodes = [];
  let end = 0;
  for (const { from, to, user } of findMentions(text, names)) {
    if (!user && !here) continue;
    const isYou = !user || user.id === ownId;
    nodes.push(text.slice(end, from), <span class={isYou ? "mention is-you" : "mention"}>{text.slice(from, to)}</span>);
    end = to;
  }
  return <>{[...nodes, text.slice(end)]}</>;
}
