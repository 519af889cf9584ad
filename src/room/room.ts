import { COMMAND_QUOTA, REFUSALS_MAX } from "../config.ts";
import { CLOSE, type CloseCode } from "../protocol/errors.ts";
import type { Incoming } from "../protocol/incoming.ts";
import type { DurableEvent, ServerEvent } from "../protocol/events.ts";
import type { You } from "../protocol/fields.ts";
import { BAD_FRAMES_MAX } from "../protocol/limits.ts";
import { fail, type Problem, type Result } from "../protocol/result.ts";
import { takeToken, type Quota } from "../protocol/token-bucket.ts";
import { Changes } from "./changes.ts";
import { COMMANDS } from "./commands/index.ts";
import { Database } from "./database.ts";
import { Dedupe } from "./dedupe.ts";
import { Door } from "./door.ts";
import { Intake } from "./intake.ts";
import { dismiss, isTooSlow, tell, type Arrival, type Link, type RoomPort } from "./link.ts";
import { Log } from "./log.ts";
import type { Meter } from "./meter.ts";
import { Membership } from "./membership.ts";
import { errorEvent, type Outcome } from "./outcome.ts";
import { Notices } from "./notices.ts";
import { Outbox } from "./outbox.ts";
import type { RoomPorts } from "./ports.ts";
import { Readership } from "./readership.ts";
import { Reads } from "./reads.ts";
import { Retention } from "./retention.ts";
import { Roles } from "./roles.ts";
import { Rates } from "./rates.ts";
import { isHeld, welcome } from "./welcome.ts";

/** The rules of one room: who comes and goes, and the way of every command: limit, handle, commit, publish. */
export class Room implements RoomPort {
  readonly ports: RoomPorts;
  readonly door: Door;
  readonly log: Log;
  readonly meter: Meter;
  readonly outbox: Outbox;
  readonly members: Membership;
  readonly dedupe: Dedupe;
  readonly changes: Changes;
  readonly roles: Roles;
  readonly readers: Readership;
  readonly rates: Rates;
  readonly intake: Intake;
  readonly retention: Retention;
  readonly notices: Notices;

  constructor(ports: RoomPorts) {
    this.ports = ports;
    this.meter = ports.meter;
    const database = new Database(ports.storage, this.meter);
    this.log = new Log(database, this.meter);
    this.door = new Door(ports.name, () => this.log.pair);
    this.roles = new Roles(database, this.log.exists);
    this.dedupe = new Dedupe(this.log);
    this.rates = new Rates(ports.quota, this.log, () => ports.now());
    this.outbox = new Outbox({
      commit: (events) => {
        const written = this.notices.about(events);
        this.log.append(events, this.changes.all, (user) => this.rates.left(user));
        this.changes.clear();
        ports.grown();
        written();
      },
      lost: (error) => this.#recover(error),
      presence: () => ({ type: "presence", online: this.members.presence.online }),
      now: () => this.ports.now(),
      waiting: (ms) => (this.meter.counts.waitedMs += ms),
      tooSlow: (link) => this.#cutSlow(link),
    });
    this.members = new Membership(this.outbox);
    this.changes = new Changes(this.log, () => this.outbox.pending);
    const reads = new Reads(database, () => this.log.exists);
    const { log, outbox, members, door } = this;
    const now = (): number => ports.now();
    const report = (error: unknown): void => ports.report(error);
    const hasRead: Notices["read"] = (...how) => this.notices.read(...how);
    this.readers = new Readership({ reads, log, outbox, members, door, now, hasRead });
    const intake = (this.intake = new Intake({ database, log, meter: this.meter, now }));
    this.retention = new Retention({ log, outbox, reads, intake, limits: ports.keep, now, report });
    const { retention } = this;
    const { presence } = members;
    this.notices = new Notices({
      name: ports.name,
      door,
      log,
      reads,
      presence,
      retention,
      now,
      report,
      deliver: (user, news) => ports.deliver(user, news),
    });
  }

  get name(): string {
    return this.ports.name;
  }

  get quota(): Quota {
    return this.ports.quota;
  }

  get heartbeat(): number {
    return this.ports.heartbeat;
  }

  /**
   * What every durable event has: the next place in the log, and its time, which never goes back.
   * @param id the command's, by which its repeat is known from now on
   */
  newEvent(
    { id: userId, name }: You,
    id: string = crypto.randomUUID(),
  ): Pick<DurableEvent, "seq" | "id" | "at" | "user"> {
    const { pending } = this.outbox;
    const seq = this.log.head + pending.length + 1;
    this.dedupe.remember(userId, id, seq);
    return {
      seq,
      id,
      at: Math.max(this.ports.now(), pending.at(-1)?.at ?? this.log.lastAt),
      user: { id: userId, name },
    };
  }

  /** Lets somebody in: snapshot and subscription in the same turn, so that nothing falls between [W4]. */
  join(link: Link, arrival: Arrival): void {
    this.log.create(this.ports.now());
    if (arrival.since !== undefined) this.members.keepName(link);
    this.readers.enter(link);
    this.members.arrive(link);
    this.notices.start();
    this.notices.keepName(link.state.you);
    tell(link, [welcome(this, this.roles.asHere(link.state.you), arrival)]);
    this.outbox.settle();
  }

  /** A connection that hibernated is taken back: nobody is told. */
  restore(link: Link): void {
    this.members.restore(link);
    this.readers.restore(link);
  }

  /** Whether somebody may come in. */
  admits({ id }: You): Result<unknown> {
    return this.door.admit(id);
  }

  /** Whether a cursor is one to go on from. */
  holds(since: string | undefined): boolean {
    this.outbox.flush();
    return isHeld(this.log, since);
  }

  /** The object was started: the meter goes on from what was kept, and one connection carries it to the next start. */
  wake(): void {
    const links = [...this.outbox.links];
    this.meter.wake([...this.log.keptCounts(), ...links.map((link) => link.state.counts)]);
    if (links[0]) this.carryCounts(links[0]);
  }

  /** Lets a connection carry the meter's counts to the next start. */
  carryCounts(link: Link): void {
    link.state.counts = { ...this.meter.counts };
    link.keep();
  }

  /** A connection is gone. */
  leave(link: Link): void {
    if (!this.outbox.links.has(link)) return;
    this.readers.leave(link);
    this.members.depart(link);
    this.outbox.settle();
  }

  /** Ends a connection from this side. */
  cut(link: Link, code: CloseCode, reason: string, retryAfter?: number): void {
    dismiss(link, code, reason, retryAfter);
    this.leave(link);
  }

  /** [W5] A frame that is no frame; the tenth ends the connection. */
  badFrame(link: Link, problem: Problem): void {
    tell(link, [{ type: "error", ...problem }]);
    link.state.badFrames++;
    link.keep();
    if (link.state.badFrames >= BAD_FRAMES_MAX) this.cut(link, CLOSE.badFrames, `${BAD_FRAMES_MAX} malformed frames.`);
  }

  /** The commands of one frame, in order. Settles when all have been dealt with; never rejects. */
  async receive(link: Link, incoming: readonly Incoming[]): Promise<void> {
    if (this.ports.now() >= link.state.expires) {
      // Nothing is answered: the client comes back with a new token and sends again what was not acknowledged.
      this.cut(link, CLOSE.tokenExpired, "The token has run out.");
      return;
    }
    if (isTooSlow(link)) {
      this.#cutSlow(link);
      return;
    }
    const replies: ServerEvent[] = [];
    let putOff: Outcome | undefined;
    for (const item of incoming) {
      const id = item.ok ? item.value.id : item.id;
      let outcome: Outcome;
      try {
        // Only what has to wait is awaited: other sockets' frames may come in between.
        // What was said after a message that has to wait, waits too: none overtakes another.
        const result = putOff && isSend(item) ? putOff : this.#run(link, item);
        outcome = result instanceof Promise ? await result : result;
      } catch (error) {
        this.ports.report(error);
        outcome = fail("internal", "Something went wrong here; nothing was changed.");
      }
      // A flush on the way, or somebody else's, may have ended this connection.
      if (!link.isOpen) return;
      if ("error" in outcome && outcome.error.code === "rate_limited" && isSend(item)) putOff = outcome;
      const reply = this.#conclude(link, id, outcome);
      if (reply) replies.push(reply);
    }
    tell(link, replies);
    this.outbox.settle();
    if (link.state.refusals >= REFUSALS_MAX) this.cut(link, CLOSE.rate, "Too many commands in a row over the rate.");
  }

  #cutSlow(link: Link): void {
    this.cut(link, CLOSE.tooSlow, "Too slow: what was sent is not being read.");
  }

  #run(link: Link, item: Incoming): Outcome | Promise<Outcome> {
    // Messages have a limit of their own. All else is limited here, nonsense too: answering it is work.
    const refusal = isSend(item) ? undefined : this.#limit(link);
    if (refusal) return refusal;
    if (!item.ok) return item;
    // The table gives each type its own handler; the compiler does not follow that through a union.
    const outcome = COMMANDS[item.value.type](this, link, item.value as never);
    // A message that was refused for what it is took nothing of that limit.
    return isSend(item) && isMistaken(outcome) ? (this.#limit(link) ?? outcome) : outcome;
  }

  /** Takes a token for a command that writes nothing. @returns its answer, where there is none */
  #limit(link: Link): Outcome | undefined {
    const { bucket, retryAfter } = takeToken(link.state.commands, COMMAND_QUOTA, this.ports.now());
    link.state.commands = bucket;
    link.keep();
    return retryAfter > 0 ? fail("rate_limited", "Too many commands at once.", retryAfter) : undefined;
  }

  /** Publishes what came of a command. @returns what its sender alone is told now. */
  #conclude(link: Link, id: string | undefined, outcome: Outcome): ServerEvent | undefined {
    if ("error" in outcome) {
      link.state.refusals = outcome.error.code === "rate_limited" ? link.state.refusals + 1 : 0;
      return errorEvent(id, outcome.error);
    }
    link.state.refusals = 0;
    if ("commit" in outcome) {
      const { seq, at } = outcome.commit;
      this.outbox.accept(outcome.commit, link, {
        stored: id === undefined ? undefined : { type: "ack", id, seq, at },
        failed: errorEvent(id, { code: "internal", message: "The message could not be stored." }),
      });
      return undefined;
    }
    if (outcome.announce) this.outbox.announce(outcome.announce);
    return id === undefined ? undefined : { type: "ack", id, ...outcome.ack };
  }

  #recover(error: unknown): void {
    this.ports.report(error);
    this.log.reload();
    this.changes.clear();
    this.dedupe.reset();
    this.rates.reset();
  }
}

function isMistaken(outcome: Outcome | Promise<Outcome>): boolean {
  return "error" in outcome && outcome.error.code !== "rate_limited";
}

function isSend(item: Incoming): boolean {
  return item.ok && item.value.type === "send";
}
