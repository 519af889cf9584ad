import type { AuditEntry } from "../../protocol/records.ts";
import type { Role } from "../../protocol/fields.ts";
import type { Settings } from "../../protocol/settings.ts";
import { isolate } from "../i18n/format.ts";
import { later } from "../i18n/later.ts";
import { m } from "../i18n/moderation.ts";
import { durationText } from "./duration.ts";

/** Settings whose values have words of their own; any other is what somebody wrote. */
const CHOSEN: ReadonlySet<string> = new Set(["visibility", "write", "mentionAll"] satisfies (keyof Settings)[]);

/** What something is called by programs alone. */
const UNTOLD: ReadonlySet<string> = new Set(["seq", "invite"]);
/** Lengths of time, s. */
const LENGTHS: ReadonlySet<string> = new Set(["seconds", "slowMode"]);

/** Who did what to whom. */
export function entryText({ by, action, user }: Pick<AuditEntry, "by" | "action" | "user">): string {
  const who = isolate(by.name);
  const did = Object.hasOwn(m.audit.did, action) ? m.audit.did[action] : undefined;
  return did ? did(who, user ? isolate(user.name) : m.audit.somebody) : m.audit.other(who, isolate(action));
}

/** What more there is to say of it; empty where there is nothing. @param language a BCP 47 tag, for lengths of time */
export function detailText({ detail = {} }: Pick<AuditEntry, "detail">, language: string): string {
  return Object.entries(detail)
    .filter(([name]) => !UNTOLD.has(name))
    .map(([name, value]) => `${m.audit.details[name] ?? name}: ${valueText(name, value, language)}`)
    .join(" · ");
}

function valueText(name: string, value: string | number | boolean, language: string): string {
  if (typeof value === "boolean") return value ? m.audit.on : m.audit.off;
  if (LENGTHS.has(name) && typeof value === "number") {
    return value === 0 ? m.audit.off : durationText(value, language);
  }
  if (name === "role" && isRole(value)) return later.roles[value];
  const text = String(value);
  return (CHOSEN.has(name) ? m.audit.values[text] : undefined) ?? isolate(text);
}

function isRole(value: string | number): value is Role {
  return Object.hasOwn(later.roles, value);
}
