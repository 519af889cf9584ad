import { POST_AGAIN_MS, POST_MAX_ITEMS, POST_TRIES, POSTS_MAX, POSTS_WAITING_MAX } from "../config.ts";
import type { ConversationNews, News, NewsItem } from "../inbox/news.ts";

/** What the postman asks of the room. */
export interface PostmanPorts {
  readonly room: string;
  /** Tells one user's inbox. */
  deliver(user: string, news: News): Promise<void>;
  /** A conversation as it is for one of its two; undefined while nothing has been said. */
  conversationOf(user: string): ConversationNews | undefined;
  /** Something went wrong that nobody in the room did. */
  report(error: unknown): void;
}

/** What waits for one user. */
interface Letter {
  readonly items: NewsItem[];
  /** Whether the conversation is to be told as it is by then. */
  isAbout: boolean;
  /** Times that it was tried in vain. */
  tries: number;
}

/**
 * Tells inboxes what happened, outside the way of a message: nobody waits for it. What waits for one user is told them in one call,
 * a few users at a time, each in the order in which it happened; a call that fails is made again.
 */
export class Postman {
  readonly #ports: PostmanPorts;
  readonly #waiting = new Map<string, Letter>();
  readonly #busy = new Set<string>();
  #isCalled = false;

  constructor(ports: PostmanPorts) {
    this.#ports = ports;
  }

  /** Something is to be told to a user's inbox. */
  tell(user: string, ...items: NewsItem[]): void {
    this.#put(user, items, false, 0);
  }

  /** The conversation has changed for a user. */
  tellConversation(user: string): void {
    this.#put(user, [], true, 0);
  }

  #put(user: string, items: readonly NewsItem[], isAbout: boolean, tries: number): void {
    let letter = this.#waiting.get(user);
    if (!letter) {
      // A room that makes news faster than they can be told keeps to its memory.
      if (this.#waiting.size >= POSTS_WAITING_MAX) return;
      this.#waiting.set(user, (letter = { items: [], isAbout: false, tries }));
    }
    letter.items.push(...items);
    letter.items.splice(0, letter.items.length - POST_MAX_ITEMS);
    letter.isAbout ||= isAbout;
    // What is said in the same turn goes in the same call.
    if (this.#isCalled) return;
    this.#isCalled = true;
    queueMicrotask(() => {
      this.#isCalled = false;
      this.#go();
    });
  }

  #go(): void {
    for (const [user, letter] of this.#waiting) {
      if (this.#busy.size >= POSTS_MAX) return;
      if (this.#busy.has(user)) continue;
      this.#waiting.delete(user);
      this.#busy.add(user);
      void this.#deliver(user, letter);
    }
  }

  async #deliver(user: string, { items, isAbout, tries }: Letter): Promise<void> {
    const { room, report } = this.#ports;
    try {
      const conversation = isAbout ? this.#ports.conversationOf(user) : undefined;
      if (conversation || items.length > 0) await this.#ports.deliver(user, { room, items, conversation });
    } catch (error) {
      const isOver = tries + 1 >= POST_TRIES;
      if (isOver) report(error);
      else await this.#putBack(user, { items, isAbout, tries: tries + 1 });
    }
    this.#busy.delete(user);
    this.#go();
  }

  /** It goes before what has come to wait meanwhile. */
  async #putBack(user: string, { items, isAbout, tries }: Letter): Promise<void> {
    await new Promise<void>((resolve) => setTimeout(resolve, POST_AGAIN_MS * tries));
    const later = this.#waiting.get(user);
    this.#waiting.set(user, {
      items: [...items, ...(later?.items ?? [])].slice(-POST_MAX_ITEMS),
      isAbout: isAbout || later?.isAbout === true,
      tries,
    });
  }
}
