import { MENTIONS_AGAIN_MS, MENTIONS_LOOKED_BACK } from "../config.ts";
import type { ConversationNews, MentionNews } from "../inbox/news.ts";
import type { DurableEvent, Message } from "../protocol/events.ts";
import { isOfAddress, type User } from "../protocol/fields.ts";
import { snippetOf } from "../protocol/snippet.ts";
import { Acquaintances } from "./acquaintances.ts";
import type { Door } from "./door.ts";
import type { Log } from "./log.ts";
import { Postman, type PostmanPorts } from "./postman.ts";
import type { Presence } from "./presence.ts";
import type { Reads } from "./reads.ts";
import type { Retention } from "./retention.ts";

/** What the notices are made of. */
export interface NoticesParts extends Pick<PostmanPorts, "deliver" | "report"> {
  readonly name: string;
  readonly door: Door;
  readonly log: Log;
  readonly reads: Reads;
  readonly presence: Pick<Presence, "nameOf">;
  readonly retention: Pick<Retention, "keep">;
  /** The clock, ms since 1970. */
  now(): number;
  /** Whether somebody may know what is said in the room. */
  mayKnow(id: string): boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * [D6] What of a room is told to inboxes. Of a conversation: how it stands, after each change and whenever the object was started anew,
 * so that what was lost is set right by whatever comes next. Of other rooms: who is mentioned or answered; those of the last
 * minutes again after a start, for what was told of them may have been lost with the object.
 */
export class Notices {
  readonly #parts: NoticesParts;
  readonly #postman: Postman;
  readonly #acquaintances: Acquaintances;
  /** Where the log stood when the object was started, and where somebody was last mentioned since. */
  readonly #startHead: number;
  #lastMention = 0;
  #isStarted = false;

  constructor(parts: NoticesParts) {
    this.#parts = parts;
    this.#startHead = parts.log.head;
    this.#acquaintances = new Acquaintances(parts);
    const { name: room, deliver, report } = parts;
    this.#postman = new Postman({ room, deliver, report, conversationOf: (user) => this.#conversationOf(user) });
  }

  /** Somebody has come, or something is about to be written: from here on nothing is lost. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const { door, log, now } = this.#parts;
    if (door.isDirect) return this.#tellPair();
    const since = now() - MENTIONS_AGAIN_MS;
    // What nobody has said anything in is not looked at.
    if (log.lastAt < since) return;
    // What was brought in was not said here: a file may put anything in anybody's mouth.
    const imported = log.facts.imported?.seq ?? 0;
    for (const message of log.archive.mentioning(since)) if (message.seq > imported) this.#tellMentioned(message);
  }

  /** Events are about to be written. @returns what is to be called once they are: then they stay, whatever becomes of telling */
  about(events: readonly DurableEvent[]): () => void {
    this.start();
    const before = this.#parts.door.isDirect ? undefined : this.#mentionedBefore(events);
    const purged = events.flatMap((event) =>
      event.type === "purge" ? this.#parts.log.archive.mentionedBy(event.whom.id, event.from) : [],
    );
    return () => {
      try {
        if (before) this.#tellNews(events, before);
        else this.#changed(events);
        for (const { seq, mentions } of purged) for (const id of mentions) this.#tell(id, { type: "gone", seq });
      } catch (error) {
        this.#parts.report(error);
      }
    };
  }

  /** A user has read. @param from up to where they had said so before; undefined where they never had @param to up to where now */
  read(user: string, from: number | undefined, to: number): void {
    const { door, log } = this.#parts;
    if (door.isDirect) return this.#postman.tellConversation(user);
    const after = from ?? Math.max(0, to - MENTIONS_LOOKED_BACK);
    // Of what was said since the start it is known where anybody was mentioned: reading costs no look at the log then.
    if (after >= this.#startHead && after >= this.#lastMention) return;
    // Who has long been away, or missed what is not kept any more: their inbox knows sooner than a look at all that.
    const isFar = to - after > MENTIONS_LOOKED_BACK || (from !== undefined && from < log.first - 1);
    if (isFar || log.archive.mentions(user, after, to)) this.#postman.tell(user, { type: "read", seq: to });
  }

  /** The room's log is about to go. @returns what is to be called once it has gone */
  erasing(): () => void {
    const mentioned = this.#parts.log.archive.mentioned();
    return () => {
      for (const user of mentioned) this.#tell(user, { type: "erased" });
    };
  }

  /** The oldest of the log were dropped: of a conversation fewer may be unread. */
  trimmed(): void {
    if (this.#parts.door.isDirect) this.#tellPair();
  }

  #tellNews(events: readonly DurableEvent[], before: Map<number, readonly string[]>): void {
    for (const event of events) {
      if (event.type === "message") this.#tellMentioned(event);
      else if (event.type === "edit" || event.type === "delete") this.#tellChange(event, before);
    }
  }

  #changed(events: readonly DurableEvent[]): void {
    for (const event of events) this.keepName(event.user);
    this.#tellPair();
  }

  /** One of the two is called something else by now. */
  keepName({ id, name }: User): void {
    const { door, log } = this.#parts;
    const [one, other] = door.pair;
    if (!one || !other || door.pair.every((user) => user.id !== id || user.name === name)) return;
    const renamed = (user: User): User => (user.id === id ? { id, name } : user);
    log.keep({ pair: [renamed(one), renamed(other)] });
  }

  #tellPair(): void {
    for (const { id } of this.#parts.door.pair) this.#postman.tellConversation(id);
  }

  #tell(user: string, ...items: Parameters<Postman["tell"]>[1][]): void {
    // What is kept for the guest of an address nobody could ever read.
    if (!isOfAddress(user)) this.#postman.tell(user, ...items);
  }

  /** @param ids of those who are to be told that they are mentioned; all, unless said otherwise */
  #tellMentioned(message: Omit<Message, "reactions">, ids = message.mentions ?? []): void {
    const { seq, user, at, text, replyTo } = message;
    if (ids.length === 0 || message.deleted !== undefined) return;
    this.#lastMention = Math.max(this.#lastMention, seq);
    const { log } = this.#parts;
    const answered = replyTo === undefined ? undefined : log.archive.message(replyTo)?.message.user.id;
    const told: MentionNews = { seq, user: { id: user.id, name: user.name }, at, ...this.#snippet(text, at) };
    for (const id of ids) {
      // [R11] A closed room is closed to inboxes, too.
      if (!this.#parts.mayKnow(id)) continue;
      if (id === answered) this.#tell(id, { type: "mention", mention: { ...told, reply: true } });
      else if (this.#acquaintances.reaches(user.id, id)) this.#tell(id, { type: "mention", mention: told });
    }
  }

  /** Whom the messages mention that are about to be changed, as they are before. */
  #mentionedBefore(events: readonly DurableEvent[]): Map<number, readonly string[]> {
    const mentioned = new Map<number, readonly string[]>();
    for (const event of events) {
      if (event.type === "message" && event.mentions) mentioned.set(event.seq, event.mentions);
      if ((event.type === "edit" || event.type === "delete") && !mentioned.has(event.target)) {
        mentioned.set(event.target, this.#parts.log.archive.message(event.target)?.message.mentions ?? []);
      }
    }
    return mentioned;
  }

  #tellChange(event: DurableEvent & { type: "edit" | "delete" }, mentioned: Map<number, readonly string[]>): void {
    const { target: seq } = event;
    const before = mentioned.get(seq) ?? [];
    const now = event.type === "edit" ? (event.mentions ?? []) : [];
    for (const id of before) {
      if (event.type === "edit" && now.includes(id) && this.#parts.mayKnow(id)) {
        this.#tell(id, { type: "edit", seq, text: this.#snippet(event.text, event.at).text });
      } else this.#tell(id, { type: "gone", seq });
    }
    const added = now.filter((id) => !before.includes(id));
    const kept = added.length > 0 ? this.#parts.log.archive.message(seq) : undefined;
    if (kept) {
      this.#tellMentioned(kept.message, added);
      // It may stand where they have read already: they have when they read on past the change.
      this.#lastMention = Math.max(this.#lastMention, event.seq);
    }
    mentioned.set(seq, now);
  }

  #conversationOf(id: string): ConversationNews | undefined {
    const { log, reads, door, presence } = this.#parts;
    const user = door.pair.find((other) => other.id !== id);
    if (!user || log.head === 0) return undefined;
    const read = reads.of(id) ?? 0;
    // Of what is not kept any more there is nothing to read; the inbox has to know that, too.
    const [last = { seq: log.head, at: log.lastAt, user, text: "" }] = log.archive.page({ limit: 1 }).messages;
    return {
      user: { id: user.id, name: presence.nameOf(user.id) ?? user.name },
      head: log.head,
      read,
      seq: last.seq,
      at: last.at,
      by: last.user.id,
      unread: log.archive.unread(id, read).unread,
      ...this.#snippet(last.text, last.at),
    };
  }

  /** What an inbox repeats of a text, and until when: no longer than the room keeps it, where that is known. */
  #snippet(text: string, at: number): { text: string; until?: number } {
    const { days, messages } = this.#parts.retention.keep;
    if (messages > 0) return { text: "" };
    return { text: snippetOf(text), ...(days > 0 && { until: at + days * DAY_MS }) };
  }
}
