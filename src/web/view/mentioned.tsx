import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { findMentions } from "../../protocol/mentions.ts";
import type { NameIndex } from "../../protocol/people.ts";
import { tagIn } from "../state/people.ts";

/** Whom a message mentions, by the names they are known by here. */
export interface Mentioned {
  readonly names: NameIndex;
  /** Whether `@here` is meant. */
  readonly here: boolean;
  /** Oneself, by id. */
  readonly ownId: string | undefined;
  /** Names that could be taken for somebody else's. */
  readonly shared: ReadonlySet<string>;
}

/** What is marked in the texts below; nothing unless told. */
export const MentionedContext = createContext<Mentioned | undefined>(undefined);

/** A run of text in which those stand out whom it mentions [M2]: what only looks like a mention does not. */
export function Named({ text }: { readonly text: string }) {
  const mentioned = useContext(MentionedContext);
  if (!mentioned) return <>{text}</>;
  const { names, here, ownId, shared } = mentioned;
  const nodes = [];
  let end = 0;
  for (const { from, to, user } of findMentions(text, names)) {
    if (!user && !here) continue;
    const isYou = !user || user.id === ownId;
    const said = text.slice(from, to);
    // Who wrote it may have had no other of that name in view.
    const tag = user ? tagIn(user, shared) : "";
    nodes.push(
      text.slice(end, from),
      <span class={isYou ? "mention is-you" : "mention"}>
        {said}
        {tag !== "" && !said.endsWith(tag) && <span class="user-tag">{tag}</span>}
      </span>,
    );
    end = to;
  }
  return <>{[...nodes, text.slice(end)]}</>;
}
