import type { Conversation, InboxEvent, MentionEntry } from "../protocol/inbox.ts";
import type { You } from "../protocol/fields.ts";

/** What is in an inbox, as far as it is known here. */
export interface Contents {
  readonly you?: You;
  /** The newest first. */
  readonly conversations: readonly Conversation[];
  readonly mentions: readonly MentionEntry[];
}

/** The same after an event. Of what did not change it is the same object. */
export function withEvent(contents: Contents, event: InboxEvent): Contents {
  const { conversations, mentions } = contents;
  switch (event.type) {
    case "welcome":
      return { you: event.you, conversations: event.conversations, mentions: event.mentions };
    case "conversation": {
      const { type: _, ...conversation } = event;
      const others = conversations.filter(({ room }) => room !== event.room);
      return { ...contents, conversations: newestFirst([conversation, ...others]) };
    }
    case "mention": {
      const { type: _, ...mention } = event;
      const others = mentions.filter(({ room, seq }) => room !== event.room || seq !== event.seq);
      return { ...contents, mentions: newestFirst([mention, ...others]) };
    }
    case "read":
      return {
        ...contents,
        mentions: mentions.map((mention) =>
          mention.room === event.room && mention.seq <= event.seq ? { ...mention, read: true } : mention,
        ),
      };
    case "gone":
      return {
        ...contents,
        conversations: conversations.filter(({ room }) => room !== event.room),
        mentions: mentions.filter(
          ({ room, seq }) => room !== event.room || (event.seq !== undefined && seq !== event.seq),
        ),
      };
    default:
      return contents;
  }
}

/** Messages in conversations, and mentions, that have not been read. */
export function unreadIn({ conversations, mentions }: Contents): number {
  const messages = conversations.reduce((sum, { unread }) => sum + unread, 0);
  return messages + mentions.filter(({ read }) => !read).length;
}

function newestFirst<T extends { readonly at: number }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => b.at - a.at);
}
