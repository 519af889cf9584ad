import type { Role } from "../../protocol/fields.ts";
import { isAtLeast } from "../../protocol/permissions.ts";
import { later } from "../i18n/later.ts";
import "./people-styles.ts";

/** What somebody is in the room, beside their name, where that gives them a say over others. */
export function RoleBadge({ role }: { readonly role: Role }) {
  if (!isAtLeast(role, "moderator")) return null;
  return <span class={`role-badge is-${role}`}>{later.roles[role]}</span>;
}
