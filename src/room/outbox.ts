import {
  CROWD_WAIT_MS,
  PRESENCE_WAIT_MS,
  FLUSH_MAX_EVENTS,
  FLUSH_TOOK_MAX_MS,
  FLUSH_WAIT_MAX_MS,
  FLUSH_WAIT_MIN_MS,
  FLUSH_WAIT_PER_LINK_MS,
  FLUSH_WAIT_SHARE,
} from "../config.ts";
import { isDurable, type DurableEvent, type EphemeralEvent, type ServerEvent } from "../protocol/events.ts";
import { isExpired, isTooSlow, tell, type Batch, type Format, type Link } from "./link.ts";

/** What the outbox asks of the room. */
export interface OutboxPorts {
  /** Writes events to the log, all or none; throws where it cannot. */
  commit(events: readonly DurableEvent[]): void;
  /** A commit failed: its events never happened. */
  lost(error: unknown): void;
  /** Events are on disk, and everybody was told. */
  told(events: readonly DurableEvent[]): void;
  /** The event that tells how many are here. */
  presence(): EphemeralEvent;
  /** The clock, ms since 1970. */
  now(): number;
  /** The object is kept from hibernating for this long. */
  waiting(ms: number): void;
  /** This link is told nothing any more: it does not read what it is sent, or its token has run out. */
  drop(link: Link): void;
}

/** What a sender is told once it is known what became of the event. */
export interface Verdict {
  /** It is on disk; nobody is told where nobody asked. */
  readonly stored: ServerEvent | undefined;
  readonly failed: ServerEvent;
}

/**
 * Everything a room tells everybody, in order. What comes in while a flush is recent waits; then all of it is written in one
 * commit together with the frames that announce it: one commit, one frame a link. A send costs by the frame and a commit by
 * the turn, so a busy room pays for neither by the message; a quiet one waits for nothing.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #links = new Set<Link>();
  #events: ServerEvent[] = [];
  #durable: DurableEvent[] = [];
  #verdicts: { readonly link: Link; readonly verdict: Verdict }[] = [];
  /** Links that came since the last flush, with the number of events that their snapshot already tells of. */
  #fresh = new Map<Link, number>();
  #countChanged = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #presenceTimer: ReturnType<typeof setTimeout> | undefined;
  /** Whether anything waits that is not mere news of who is here. */
  #isUrgent = false;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** The links that are told. */
  get links(): ReadonlySet<Link> {
    return this.#links;
  }

  /** Durable events accepted and not yet written. */
  get pending(): readonly DurableEvent[] {
    return this.#durable;
  }

  /** From now on this link is told. What waits already is in its snapshot, but for what is not in the log yet. */
  add(link: Link): void {
    this.#links.add(link);
    this.#fresh.set(link, this.#events.length);
  }

  /** A link that a wake found: nothing waits. */
  restore(link: Link): void {
    this.#links.add(link);
  }

  remove(link: Link): void {
    this.#links.delete(link);
    this.#fresh.delete(link);
  }

  /** Accepts a durable event. Its sender is told the verdict together with everybody else, once it is on disk [C2]. */
  accept(event: DurableEvent, link: Link, verdict: Verdict): void {
    this.record(event);
    this.#verdicts.push({ link, verdict });
  }

  /** The same of one that nobody here asked for. */
  record(event: DurableEvent): void {
    this.#events.push(event);
    this.#durable.push(event);
    this.#isUrgent = true;
  }

  /** Tells everybody something that is not kept. */
  announce(event: EphemeralEvent): void {
    this.#events.push(event);
    this.#isUrgent ||= !isPresence(event);
  }

  /** The number of people here changed, in a room too full for names. Told once a flush. */
  announceCount(): void {
    this.#countChanged = true;
  }

  /** To be called at the end of a turn that may have added something: sends it now, or when the running wait is over. */
  settle(): void {
    if (this.#timer !== undefined && this.#durable.length < FLUSH_MAX_EVENTS) return;
    // Of people who come and go together everybody is told together: a thousand of them cost a few frames each.
    if (this.#isUrgent || this.#presenceTimer === undefined) this.flush();
  }

  /** For what reads the log: sees to it that all that was accepted is in there. What else waits, goes on waiting. */
  catchUp(): void {
    if (this.#durable.length > 0) this.flush();
  }

  /** Writes and sends all that waits, in this turn. */
  flush(): void {
    if (this.#countChanged) this.#events.push(this.#ports.presence());
    if (this.#events.length === 0) return;
    const began = this.#ports.now();
    const committed = this.#commit();
    const events = committed ? this.#events : this.#events.filter((event) => !isDurable(event));
    const durable = committed ? this.#durable : [];
    const replies = this.#repliesByLink(committed);
    const fresh = this.#fresh;
    this.#events = [];
    this.#durable = [];
    this.#verdicts = [];
    this.#fresh = new Map();
    this.#countChanged = false;
    this.#isUrgent = false;
    const dropped = this.#send(events, replies, fresh, began);
    this.#wait(began);
    if (events.some(isPresence)) this.#waitWithPresence(events.some(isCount) ? CROWD_WAIT_MS : PRESENCE_WAIT_MS);
    // Only now: cutting somebody off is news, and news waits for the next flush.
    for (const link of dropped) this.#ports.drop(link);
    if (durable.length > 0) this.#ports.told(durable);
  }

  #commit(): boolean {
    if (this.#durable.length === 0) return true;
    try {
      this.#ports.commit(this.#durable);
      return true;
    } catch (error) {
      this.#ports.lost(error);
      return false;
    }
  }

  #repliesByLink(committed: boolean): Map<Link, ServerEvent[]> {
    const byLink = new Map<Link, ServerEvent[]>();
    for (const { link, verdict } of this.#verdicts) {
      const reply = committed ? verdict.stored : verdict.failed;
      if (!reply) continue;
      const list = byLink.get(link);
      if (list) list.push(reply);
      else byLink.set(link, [reply]);
    }
    return byLink;
  }

  /** @param now ms since 1970 @returns the links that are not told any more */
  #send(
    events: readonly ServerEvent[],
    replies: ReadonlyMap<Link, ServerEvent[]>,
    fresh: ReadonlyMap<Link, number>,
    now: number,
  ): readonly Link[] {
    const dropped: Link[] = [];
    const encode = encoder(events);
    for (const link of this.#links) {
      if (isTooSlow(link) || isExpired(link.state, now)) {
        dropped.push(link);
        continue;
      }
      const batch = encode(link.format, fresh.get(link) ?? 0);
      for (const frame of batch.frames(link, replies.get(link) ?? NONE)) link.send(frame);
    }
    // A request over plain HTTP is answered, but is not in the room.
    for (const [link, list] of replies) if (!this.#links.has(link)) tell(link, list);
    return dropped;
  }

  /** Keeps news of who is here recent. */
  #waitWithPresence(ms: number): void {
    if (this.#presenceTimer !== undefined) return;
    this.#ports.waiting(ms);
    this.#presenceTimer = setTimeout(() => {
      this.#presenceTimer = undefined;
      this.settle();
    }, ms);
  }

  /**
   * Keeps a flush recent: for longer the more frames it costs, and until these have left. The clock stands still while the
   * object runs, and frames leave after it has run: so the time is taken when it is run next.
   */
  #wait(began: number): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const took = Math.min(FLUSH_TOOK_MAX_MS, Math.max(0, this.#ports.now() - began));
      const wanted = Math.max(this.#links.size * FLUSH_WAIT_PER_LINK_MS - took, took * FLUSH_WAIT_SHARE);
      const ms = Math.min(FLUSH_WAIT_MAX_MS, Math.max(FLUSH_WAIT_MIN_MS, wanted));
      this.#ports.waiting(took + ms);
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.settle();
      }, ms);
    }, 0);
  }
}

function isPresence(event: ServerEvent): boolean {
  return event.type === "join" || event.type === "leave" || isCount(event);
}

function isCount(event: ServerEvent): boolean {
  return event.type === "presence";
}

const NONE: readonly ServerEvent[] = [];

/** Encodes events once a format, and once for each number of them that fresh links already know of. */
function encoder(events: readonly ServerEvent[]): (format: Format, known: number) => Batch {
  const batches = new Map<Format, Map<number, Batch>>();
  return (format, known) => {
    let byKnown = batches.get(format);
    if (!byKnown) batches.set(format, (byKnown = new Map()));
    let batch = byKnown.get(known);
    if (!batch) {
      const news = known === 0 ? events : events.filter((event, index) => index >= known || isDurable(event));
      byKnown.set(known, (batch = format.encode(news)));
    }
    return batch;
  };
}
