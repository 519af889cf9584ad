import type { CommandOf } from "../../protocol/commands.ts";
import { MAY } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import { SETTING_NAMES, withChange, type Settings, type SettingsPart } from "../../protocol/settings.ts";
import { admission } from "../admission.ts";
import type { AuditMore } from "../audit.ts";
import type { Link } from "../link.ts";
import type { PasswordHash } from "../meta.ts";
import type { Outcome } from "../outcome.ts";
import { hashPassword } from "../passwords.ts";
import { answerRepeat } from "../repeat.ts";
import type { Room } from "../room.ts";

/** Changes settings of the room. What is so already is left so, and told nobody. */
export function configure(room: Room, link: Link, command: CommandOf<"room">): Outcome | Promise<Outcome> {
  const { password } = command;
  if (typeof password !== "string") return change(room, link, command, password);
  // To hash one is work: it is done for whoever may set it.
  const refused = refusal(room, link, command);
  if (refused) return refused;
  const retryAfter = room.rates.change(link.state.you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  return hashPassword(password).then((hash) => (link.isOpen ? change(room, link, command, hash) : room.over));
}

/** @param password what is to be kept of it; null where there is to be none, undefined where it stays */
function change(
  room: Room,
  link: Link,
  command: CommandOf<"room">,
  password: PasswordHash | null | undefined,
): Outcome {
  if (room.isOver) return room.over;
  const asked = askedFor(command);
  const repeat = answerRepeat(room, link, command, (first) => first.type === "room" && isWithin(first.settings, asked));
  if (repeat) return repeat;
  const refused = refusal(room, link, command);
  if (refused) return refused;
  const { settings } = room.changes;
  // Another password is a change, though all that is told of it is that there is one.
  const changed = { ...differences(settings, asked), ...(password && { password: true }) };
  if (Object.keys(changed).length === 0) return { ack: {} };
  const you = room.roles.asHere(link.state.you);
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  const after = withChange(settings, changed);
  room.changes.setFacts({
    settings: after,
    ...(password !== undefined && { password }),
    ...admission(room.changes.facts, after, () => room.entrance.strangersHere()),
  });
  room.changes.write(room.audit.entry(you, "room", { detail: detailOf(changed) }));
  return { commit: { type: "room", ...room.newEvent(you, command.id), settings: changed } };
}

function detailOf(changed: SettingsPart): AuditMore["detail"] {
  const entries = Object.entries(changed).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(" ") : value,
  ]);
  return Object.fromEntries(entries) as AuditMore["detail"]; // What is undefined in it, JSON leaves out.
}

function refusal(room: Room, link: Link, command: CommandOf<"room">): Outcome | undefined {
  const you = room.roles.asHere(link.state.you);
  // [K3] What a room is called and is about, everybody reads.
  const silence = room.sanctions.silence(you);
  if (MAY.configure(you, askedFor(command))) return silence && { error: silence };
  return fail("forbidden", "Moderators may set topic, mentionAll, slowMode and locked, only the owner the rest.");
}

/** What is asked for, as it would be told. */
function askedFor({ settings, password }: CommandOf<"room">): SettingsPart {
  return password === undefined ? settings : { ...settings, password: password !== null };
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
