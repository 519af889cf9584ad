import type { ServerEvent } from "../protocol/events.ts";
import type { Role, User } from "../protocol/fields.ts";
import type { Muted } from "./types.ts";
import { DEFAULT_SETTINGS, withChange, type Settings } from "../protocol/settings.ts";

/** Who leads a room, by id. */
export type Staff = ReadonlyMap<string, Role>;

/** What holds for the whole room. */
export interface Charter {
  readonly settings: Settings;
  /** `seq` of the messages that are pinned, in that order. */
  readonly pins: readonly number[];
  readonly staff: Staff;
  /** In a conversation of two, the other one. */
  readonly direct?: User | undefined;
  /** That one may not write. */
  readonly muted?: Muted | undefined;
}

export const NO_CHARTER: Charter = { settings: DEFAULT_SETTINGS, pins: [], staff: new Map() };

/** After one event; the same value where nothing changed. */
export function updateCharter(charter: Charter, event: ServerEvent): Charter {
  switch (event.type) {
    case "welcome":
      return {
        settings: event.settings,
        pins: event.pins,
        staff: new Map(event.staff?.map(({ id, role }) => [id, role])),
        direct: event.direct,
        muted: event.muted,
      };
    case "room":
      return { ...charter, settings: withChange(charter.settings, event.settings) };
    case "purge":
      return event.unpinned?.reduce((left, seq) => withPin(left, seq, false), charter) ?? charter;
    case "muted":
      return { ...charter, muted: event.until || event.forever ? event : undefined };
    case "rename":
      return charter.direct?.id === event.user.id ? { ...charter, direct: event.user } : charter;
    case "role":
      return { ...charter, staff: withRole(charter.staff, event.whom.id, event.role) };
    case "pin":
      return withPin(charter, event.target, event.on);
    case "delete":
      return charter.pins.includes(event.target) ? withPin(charter, event.target, false) : charter;
    default:
      return charter;
  }
}

function withRole(staff: Staff, id: string, role: Role): Staff {
  const others = [...staff].filter(([other]) => other !== id);
  return new Map(role === "moderator" || role === "owner" ? [...others, [id, role]] : others);
}

function withPin(charter: Charter, seq: number, on: boolean): Charter {
  const others = charter.pins.filter((pinned) => pinned !== seq);
  return { ...charter, pins: on ? [...others, seq] : others };
}
