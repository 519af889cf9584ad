import { isExpired } from "./link.ts";
import type { OutboxPorts } from "./outbox.ts";
import { partWith } from "./parting.ts";
import type { Room } from "./room.ts";

/** What a room does when its outbox writes and tells, and when nothing could be written. */
export function outboxPortsOf(room: Room): OutboxPorts {
  const { ports, meter } = room;
  return {
    commit(events) {
      const tell = room.notices.about(events);
      room.log.append(events, room.changes.all, (user) => room.rates.left(user));
      room.changes.clear();
      for (const { user } of events) room.labels.meet(user);
      ports.grown();
      tell();
      room.registration.look();
    },
    lost(error) {
      ports.report(error);
      // What memory says is taken from storage again.
      room.log.reload();
      room.changes.clear();
      room.dedupe.reset();
      room.rates.reset();
      room.roles.reload();
      room.slowMode.reset();
    },
    told: (events) => partWith(room, events),
    presence: () => ({ type: "presence", online: room.members.presence.online }),
    now: () => ports.now(),
    waiting: (ms) => (meter.counts.waitedMs += ms),
    drop: (link) => (isExpired(link.state, ports.now()) ? room.cutExpired(link) : room.cutSlow(link)),
  };
}
