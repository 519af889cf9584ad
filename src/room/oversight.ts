import type { RoomInspection } from "../protocol/operator.ts";
import { CLOSE } from "../protocol/errors.ts";
import { ok, type Result } from "../protocol/result.ts";
import { NO_ROOM } from "./desk.ts";
import { closedMessage } from "./door.ts";
import type { Room } from "./room.ts";
import { statsOf } from "./stats.ts";

/** What the operator of the server sees of a room, and does with it. Who that is, the worker has asked. */
export class Oversight {
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** [O2] All there is to see of the room; what was said in it is not among it, unless it was reported. */
  inspect(): Result<RoomInspection> {
    const { log, meter, name, registration, outbox, ports, reports } = this.#room;
    meter.counts.requests++;
    if (!log.exists) return NO_ROOM;
    outbox.catchUp();
    const { settings, created } = log;
    const { closed } = log.facts;
    return ok({
      entry: registration.entry,
      settings,
      ...(closed && { closed }),
      stats: statsOf(name, created, meter.counts, ports.now()),
      reports: reports.list(),
    });
  }

  /** [O3] Lets nobody in any more. Whoever is here is told why, and cut off. */
  close(reason: string | undefined): Result<RoomInspection> {
    const { log, outbox, ports } = this.#room;
    if (!log.exists) return NO_ROOM;
    // What was accepted is written and told before.
    outbox.flush();
    const closed = { at: ports.now(), ...(reason !== undefined && reason !== "" && { reason }) };
    log.keep({ closed });
    for (const link of outbox.links) this.#room.cut(link, CLOSE.closed, closedMessage(closed));
    return this.#told();
  }

  /** [O3] Lets everybody in again who may come. */
  reopen(): Result<RoomInspection> {
    const { log } = this.#room;
    if (!log.exists) return NO_ROOM;
    if (log.facts.closed) log.keep({ closed: null });
    return this.#told();
  }

  /** [O4] Tells everybody who is here; the same again says nothing more. @returns how many that are */
  notify(text: string, at: number): number {
    const { meter, members, outbox, registration, log } = this.#room;
    meter.counts.requests++;
    const { online } = members.presence;
    if (online === 0) registration.nobody();
    else if (at > log.facts.noticed) {
      log.keep({ noticed: at });
      outbox.announce({ type: "notice", text, at });
      outbox.settle();
    }
    return online;
  }

  #told(): Result<RoomInspection> {
    const { registration, ports } = this.#room;
    registration.tell();
    // Who lists public rooms is to know, too.
    ports.grown();
    return this.inspect();
  }
}
