import { MEMBERS_HELD } from "../config.ts";
import type { EventOf } from "../protocol/events.ts";
import type { Role, You } from "../protocol/fields.ts";
import { STAFF_TOLD_MAX } from "../protocol/limits.ts";
import { isAtLeast } from "../protocol/permissions.ts";
import type { Database } from "./database.ts";
import type { Statement } from "./rows.ts";

/** Roles that a room itself gives; the others come with the token. */
export type GivenRole = Exclude<Role, "guest">;
type StaffRole = Extract<Role, "moderator" | "owner">;

const isStaff = (role: Role): role is StaffRole => isAtLeast(role, "moderator");

/** Who is more in this room than their token says. Of those who lead it there are few: they are kept in memory; members are looked up. */
export class Roles {
  readonly #database: Database;
  readonly #hasRoles: () => boolean;
  readonly #staff = new Map<string, StaffRole>();
  /** Whether there are any members to be looked up. */
  #hasMembers = false;
  /** Whether somebody is a member, where that was looked up. */
  readonly #members = new Map<string, boolean>();

  /** @param hasRoles whether anybody can have a role here: there is a room, and it is no conversation of two */
  constructor(database: Database, hasRoles: () => boolean) {
    this.#database = database;
    this.#hasRoles = hasRoles;
    this.reload();
  }

  /** Takes from storage again who leads the room. */
  reload(): void {
    this.#staff.clear();
    this.#members.clear();
    this.#hasMembers = this.#hasRoles() && this.#database.all("SELECT 1 FROM members LIMIT 1").length > 0;
    if (!this.#hasRoles()) return;
    // Written by `set` and nobody else.
    for (const { user, role } of this.#database.all<{ user: string; role: string }>(
      "SELECT user_id AS user, role FROM roles",
    )) {
      this.#staff.set(user, role as StaffRole);
    }
  }

  /** What the room has made somebody. */
  given(user: string): GivenRole | undefined {
    return this.#staff.get(user) ?? (this.#isMember(user) ? "member" : undefined);
  }

  /** What somebody is here: the more of what the room made them and of what their token says. */
  of({ id, role }: Pick<You, "id" | "role">): Role {
    if (!this.#hasRoles()) return isAtLeast(role, "member") ? "member" : role;
    if (role === "owner") return role;
    const given = this.#staff.get(id) ?? (role === "guest" ? this.given(id) : undefined);
    return given && isAtLeast(given, role) ? given : role;
  }

  /** The same somebody, with what they are here. */
  asHere(you: You): You {
    const role = this.of(you);
    return role === you.role ? you : { ...you, role };
  }

  /** How many owners the room has made. */
  get owners(): number {
    return [...this.#staff.values()].filter((role) => role === "owner").length;
  }

  /** Those who lead the room: the first of them. */
  get staff(): NonNullable<EventOf<"welcome">["staff"]> {
    return [...this.#staff].slice(0, STAFF_TOLD_MAX).map(([id, role]) => ({ id, role }));
  }

  /** Somebody is this from now on; a guest is what their token says. @returns what is to be written for it: mostly one row */
  set(user: string, role: Role): readonly Statement[] {
    const wasStaff = this.#staff.has(user);
    const wasMember = this.#isMember(user);
    if (isStaff(role)) {
      this.#staff.set(user, role);
      return [[PUT_ROLE, user, role]];
    }
    this.#staff.delete(user);
    this.#remember(user, role === "member");
    const statements: Statement[] = [];
    if (wasStaff) statements.push(["DELETE FROM roles WHERE user_id = ?", user]);
    this.#hasMembers ||= role === "member";
    if (role === "member" && !wasMember) statements.push(["INSERT INTO members (user_id) VALUES (?)", user]);
    if (role === "guest" && wasMember) statements.push(["DELETE FROM members WHERE user_id = ?", user]);
    return statements;
  }

  /** The same, written at once. */
  give(user: string, role: GivenRole): void {
    for (const statement of this.set(user, role)) this.#database.run(...statement);
  }

  #isMember(user: string): boolean {
    if (!this.#hasMembers || !this.#hasRoles()) return false;
    const known = this.#members.get(user);
    if (known !== undefined) return known;
    const isMember = this.#database.all("SELECT 1 FROM members WHERE user_id = ?", user).length > 0;
    this.#remember(user, isMember);
    return isMember;
  }

  /** The oldest goes for it: what is not written yet is new. */
  #remember(user: string, isMember: boolean): void {
    this.#members.delete(user);
    this.#members.set(user, isMember);
    const [oldest = ""] = this.#members.keys();
    if (this.#members.size > MEMBERS_HELD) this.#members.delete(oldest);
  }
}

const PUT_ROLE =
  "INSERT INTO roles (user_id, role) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET role = excluded.role";
