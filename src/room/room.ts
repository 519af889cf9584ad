import { CLOSE, type CloseCode } from "../protocol/errors.ts";
import type { Incoming } from "../protocol/incoming.ts";
import type { DurableEvent } from "../protocol/events.ts";
import type { User } from "../protocol/fields.ts";
import { PAGE_MAX } from "../protocol/limits.ts";
import { fail, type Problem, type Result } from "../protocol/result.ts";
import type { Quota } from "../protocol/token-bucket.ts";
import type { Keys, Visitor } from "../visit.ts";
import { Audit } from "./audit.ts";
import { Changes } from "./changes.ts";
import { Database } from "./database.ts";
import { Dedupe } from "./dedupe.ts";
import { Door } from "./door.ts";
import { Entrance } from "./entrance.ts";
import { Filter } from "./filter.ts";
import { Intake } from "./intake.ts";
import { Invites } from "./invites.ts";
import { RoomLabels } from "./labels.ts";
import { dismiss, tell, type Arrival, type Link, type RoomPort } from "./link.ts";
import { Log } from "./log.ts";
import { Marks } from "./marks.ts";
import type { Meter } from "./meter.ts";
import { Membership } from "./membership.ts";
import { Notices } from "./notices.ts";
import { Outbox } from "./outbox.ts";
import { outboxPortsOf } from "./outbox-ports.ts";
import { Passwords } from "./passwords.ts";
import { Pipeline } from "./pipeline.ts";
import { Places } from "./places.ts";
import type { RoomPorts } from "./ports.ts";
import { Readership } from "./readership.ts";
import { Registration } from "./registration.ts";
import { Reads } from "./reads.ts";
import { Reports } from "./reports.ts";
import { Retention } from "./retention.ts";
import { Roles } from "./roles.ts";
import { Rates } from "./rates.ts";
import { Sanctions } from "./sanctions.ts";
import { SlowMode } from "./slow-mode.ts";
import { isHeld, welcome } from "./welcome.ts";

/** The rules of one room: what it is made of, and who comes and goes. */
export class Room implements RoomPort {
  readonly ports: RoomPorts;
  readonly door: Door;
  readonly log: Log;
  readonly meter: Meter;
  readonly outbox: Outbox;
  readonly members: Membership;
  readonly places: Places;
  readonly labels: RoomLabels;
  readonly dedupe: Dedupe;
  readonly changes: Changes;
  readonly roles: Roles;
  readonly entrance = new Entrance(this);
  readonly invites: Invites;
  readonly passwords: Passwords;
  readonly slowMode: SlowMode;
  readonly reads: Reads;
  readonly sanctions: Sanctions;
  readonly marks: Marks;
  readonly audit: Audit;
  readonly reports: Reports;
  readonly filter: Filter;
  readonly readers: Readership;
  readonly rates: Rates;
  readonly intake: Intake;
  readonly retention: Retention;
  readonly notices: Notices;
  readonly registration: Registration;
  /** What is stored is another room by now: nothing of this one is to be written any more. */
  isOver = false;
  /** What is answered then. */
  readonly over = fail("not_found", "The room is another one by now.");
  readonly #pipeline = new Pipeline(this);

  constructor(ports: RoomPorts) {
    this.ports = ports;
    this.meter = ports.meter;
    const database = new Database(ports.storage, this.meter);
    this.log = new Log(database, this.meter);
    this.door = new Door(ports.name, () => this.log.facts);
    this.roles = new Roles(database, () => this.log.exists && !this.door.isDirect);
    this.invites = new Invites(database, () => this.log.exists);
    this.passwords = new Passwords(
      this.log,
      () => ports.now(),
      () => this.isOver,
    );
    this.dedupe = new Dedupe(this.log);
    this.rates = new Rates(ports.quota, this.log, () => ports.now());
    this.outbox = new Outbox(outboxPortsOf(this));
    this.labels = new RoomLabels({
      present: () => this.members.presence.list,
      recent: () => this.log.archive.page({ limit: PAGE_MAX }).messages.map(({ user }) => user),
    });
    this.changes = new Changes(this.log, () => this.outbox.pending);
    this.slowMode = new SlowMode(this.log, this.outbox, () => ports.now());
    const reads = (this.reads = new Reads(database, () => this.log.exists));
    const now = (): number => ports.now();
    const stored = { database, exists: () => this.log.exists, now };
    this.sanctions = new Sanctions({ ...stored, roles: this.roles });
    this.members = new Membership(this.outbox, this.labels, this.sanctions, () => ports.peopled());
    const { log, outbox, members, door } = this;
    this.marks = new Marks(stored);
    this.audit = new Audit(database, now);
    this.reports = new Reports(database, log);
    this.filter = new Filter(log);
    const report = (error: unknown): void => ports.report(error);
    const hasRead: Notices["read"] = (...how) => this.notices.read(...how);
    this.readers = new Readership({ reads, log, outbox, members, door, now, hasRead });
    const intake = (this.intake = new Intake({
      database,
      log,
      meter: this.meter,
      reports: this.reports,
      now,
      strangersHere: () => this.entrance.strangersHere(),
    }));
    this.retention = new Retention({ log, outbox, reads, intake, limits: ports.keep, now, report });
    const { retention } = this;
    const { presence } = members;
    this.places = new Places({ outbox, presence, perAddress: ports.perAddress });
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
      mayKnow: (id) => this.entrance.mayKnow(id),
    });
    const { name, registry } = ports;
    const { meter } = this;
    this.registration = new Registration({
      name,
      database,
      log,
      meter,
      door,
      presence,
      registry,
      isOver: () => this.isOver,
      reports: () => this.reports.count,
      now,
      report,
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
    { id: userId, name }: User,
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
    this.members.name(link, arrival.since !== undefined);
    this.readers.enter(link, arrival);
    this.members.arrive(link);
    this.places.take(link);
    this.notices.start();
    this.notices.keepName(link.state.you);
    const { expires } = link.state;
    tell(link, [{ ...welcome(this, this.roles.asHere(link.state.you), arrival), expires }]);
    this.cutSurplus(link.state.you);
    this.outbox.settle();
    this.registration.look();
  }

  /** A connection that hibernated is taken back: nobody is told. */
  restore(link: Link): void {
    this.members.restore(link);
    this.places.take(link);
    this.readers.restore(link);
  }

  /** [R12] [R13] Lets somebody in for good by what they know or have. */
  unlock(visitor: Visitor, keys: Keys): Promise<Result<unknown>> {
    return this.entrance.unlock(visitor, keys);
  }

  /** Whether somebody may come in, and there is room for them and for one more of their address. */
  admits(visitor: Visitor): Result<unknown> {
    const received = this.entrance.receives(visitor);
    return received.ok ? this.places.admits(visitor) : received;
  }

  /** Whether a cursor is one to go on from. */
  holds(since: string | undefined): boolean {
    this.outbox.flush();
    return isHeld(this.log, since);
  }

  /** [A4] Whether somebody is here, and knows all up to a cursor that holds. */
  goesOn({ identity: { you }, since }: Pick<Visitor, "identity"> & Pick<Arrival, "since">): boolean {
    return this.members.presence.nameOf(you.id) !== undefined && this.holds(since);
  }

  /** A connection is gone. */
  leave(link: Link): void {
    if (!this.outbox.links.has(link)) return;
    this.readers.leave(link);
    this.members.depart(link);
    this.places.free(link);
    this.outbox.settle();
    this.registration.look();
  }

  /** Ends a connection from this side. */
  cut(link: Link, code: CloseCode, reason: string, retryAfter?: number): void {
    dismiss(link, code, reason, retryAfter);
    this.leave(link);
  }

  /** [A6] Ends the connections of a user that are too many, the oldest. */
  cutSurplus({ id }: User): void {
    for (const link of this.places.surplusOf(id)) {
      this.cut(link, CLOSE.replaced, "Another connection took this one's place.");
    }
  }

  /** [W5] A frame that is no frame; the tenth ends the connection. */
  badFrame(link: Link, problem: Problem): void {
    this.#pipeline.badFrame(link, problem);
  }

  /** The commands of one frame, in order. Settles when all have been dealt with; never rejects. */
  receive(link: Link, incoming: readonly Incoming[]): Promise<void> {
    return this.#pipeline.receive(link, incoming);
  }

  /** Ends the connection of somebody who does not read what they are sent. */
  cutSlow(link: Link): void {
    this.cut(link, CLOSE.tooSlow, "Too slow: what was sent is not being read.");
  }

  /** [I5] Ends the connection of somebody whose token has run out. */
  cutExpired(link: Link): void {
    this.cut(link, CLOSE.tokenExpired, "The token has run out.");
  }
}
