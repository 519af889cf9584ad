import type { CommandOf } from "../../protocol/commands.ts";
import { MAY } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import { SETTING_NAMES, withChange, type Settings, type SettingsPart } from "../../protocol/settings.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import { answerRepeat } from "../repeat.ts";
import type { Room } from "../room.ts";

/** Changes settings of the room. What is so already is left so, and told nobody. */
export function configure(room: Room, link: Link, command: CommandOf<"room">): Outcome {
  const you = room.roles.asHere(link.state.you);
  const { settings } = room.changes;
  const repeat = answerRepeat(
    room,
    link,
    command,
    (first) => first.type === "room" && isWithin(first.settings, command.settings),
  );
  if (repeat) return repeat;
  if (!MAY.configure(you, command.settings)) {
    return fail("forbidden", "Moderators may set topic and mentionAll, only the owner the rest.");
  }
  const changed = differences(settings, command.settings);
  if (Object.keys(changed).length === 0) return { ack: {} };
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  room.changes.setFacts({ settings: withChange(settings, changed) });
  return { commit: { type: "room", ...room.newEvent(you, command.id), settings: changed } };
}

/** What of a change is one. */
function differences(settings: Settings, change: SettingsPart): SettingsPart {
  const names = SETTING_NAMES.filter((name) => change[name] !== undefined && !isAlike(change[name], settings[name]));
  return Object.fromEntries(names.map((name) => [name, change[name]]));
}

/** Some settings are lists. */
function isAlike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether all that was changed then is what is asked for now. */
function isWithin(then: SettingsPart, now: SettingsPart): boolean {
  return SETTING_NAMES.every((name) => then[name] === undefined || isAlike(then[name], now[name]));
}
