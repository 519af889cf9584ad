import { isExpired } from "./link.ts";
import type { OutboxPorts } from "./outbox.ts";
import { partWith } from "./parting.ts";
import type { Room } from "./room.ts";

/** What a room does when its outbox writes and tells. @param recover takes what memory says from storage again */
export function outboxPortsOf(room: Room, recover: (error: unknown) => void): OutboxPorts {
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
    lost: recover,
    told: (events) => partWith(room, events),
    presence: () => ({ type: "presence", online: room.members.presence.online }),
    now: () => ports.now(),
    waiting: (ms) => (meter.counts.waitedMs += ms),
    drop: (link) => (isExpired(link.state, ports.now()) ? room.cutExpired(link) : room.cutSlow(link)),
  };
}
