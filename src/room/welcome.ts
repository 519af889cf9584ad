import type { EventOf } from "../protocol/events.ts";
import type { You } from "../protocol/fields.ts";
import {
  FRAME_MAX_BYTES,
  FRAME_MAX_COMMANDS,
  NAME_MAX_GRAPHEMES,
  RESUME_MAX_EVENTS,
  TEXT_MAX_CODE_POINTS,
} from "../protocol/limits.ts";
import { parseCursor } from "../protocol/cursor.ts";
import type { Quota } from "../protocol/token-bucket.ts";
import type { Arrival } from "./link.ts";
import type { Door } from "./door.ts";
import type { Log } from "./log.ts";
import { mutedOf } from "./muted.ts";
import type { Readership } from "./readership.ts";
import type { Sanctions } from "./sanctions.ts";
import type { Membership } from "./membership.ts";
import type { Roles } from "./roles.ts";

/** What the log has for somebody who comes in. */
export interface Snapshot {
  readonly recovered: boolean;
  readonly events: EventOf<"welcome">["events"];
  readonly more: boolean;
}

/** [B2] Whether a cursor is one to go on from: everything after it is held, and is not too much. */
export function isHeld(log: Log, since: string | undefined): boolean {
  const cursor = since === undefined ? undefined : parseCursor(since);
  return (
    cursor?.epoch === log.epoch &&
    cursor.seq >= log.first - 1 &&
    cursor.seq <= log.head &&
    log.head - cursor.seq <= RESUME_MAX_EVENTS
  );
}

/** [B2] Everything since the cursor where that is known to be all, else the latest page: a hole is never silent. */
export function snapshot(log: Log, { since, history }: Omit<Arrival, "token">): Snapshot {
  if (isHeld(log, since)) return { recovered: true, events: log.since(parseCursor(since!)!.seq), more: false };
  const { messages, more } = log.archive.latest(history);
  return { recovered: false, events: messages, more };
}

/** [W4] The first event on a connection. */
export function welcome(
  room: {
    readonly name: string;
    readonly log: Log;
    readonly members: Membership;
    readonly door: Door;
    readonly quota: Quota;
    readonly heartbeat: number;
    readonly readers: Readership;
    readonly roles: Roles;
    readonly sanctions: Sanctions;
  },
  you: You,
  arrival: Arrival,
): EventOf<"welcome"> {
  const { log, quota, heartbeat } = room;
  const { presence } = room.members;
  const { staff } = room.roles;
  const mute = room.sanctions.muteOf(you);
  const other = room.door.pair.find(({ id }) => id !== you.id);
  return {
    type: "welcome",
    version: 1,
    room: room.name,
    you,
    ...(arrival.token === undefined ? {} : { token: arrival.token }),
    epoch: log.epoch,
    first: log.first,
    head: log.head,
    ...snapshot(log, arrival),
    ...(other && { direct: presence.userOf(other.id) ?? other }),
    settings: log.settings,
    pins: [...log.pins],
    ...room.readers.stateFor(you),
    ...(mute && { muted: mutedOf(mute) }),
    members: { online: presence.online, ...(presence.isCrowded ? {} : { list: presence.list }) },
    limits: {
      text: TEXT_MAX_CODE_POINTS,
      name: NAME_MAX_GRAPHEMES,
      frame: FRAME_MAX_BYTES,
      commands: FRAME_MAX_COMMANDS,
      burst: quota.burst,
      rate: quota.rate,
    },
    heartbeat,
    ...(staff.length > 0 && { staff }),
  };
}
