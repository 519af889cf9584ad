import { SANCTIONS_MAX } from "../config.ts";
import { cameAsGuest, isGuest, type Role, type User, type You } from "../protocol/fields.ts";
import { isAtLeast } from "../protocol/permissions.ts";
import type { Sanction } from "../protocol/records.ts";
import { fail, ok, type Problem, type Result } from "../protocol/result.ts";
import type { Visitor } from "../visit.ts";
import type { Database } from "./database.ts";
import type { Roles } from "./roles.ts";

/** What the sanctions are made of. */
export interface SanctionsParts {
  readonly database: Database;
  readonly roles: Pick<Roles, "of">;
  /** Whether there is anything stored. */
  exists(): boolean;
  /** The clock, ms since 1970. */
  now(): number;
}

export type SanctionKind = Sanction["kind"];

const KINDS = ["ban", "mute"] as const satisfies readonly SanctionKind[];

/** A sanction as it is kept. */
export interface KeptSanction extends Sanction {
  /** By which a banned guest is known again. */
  readonly marks: readonly string[];
  /** What whoever imposed it was here then. */
  readonly byRole: Role;
  /** What a host application's token had made whoever it is of, as far as the room knew then. */
  readonly ofRole: Role;
}

/** Somebody, with what they are here or what their token says. */
type Person = Pick<You, "id" | "role">;

/** As SQLite has it. */
type Row = {
  kind: SanctionKind;
  user_id: string;
  user_name: string;
  by_id: string;
  by_name: string;
  at: number;
  until: number | null;
  reason: string | null;
  marks: string;
  by_role: Role;
  of_role: Role;
};

/**
 * [K2] [K3] Who is banned and who is muted. Each is a row; they are few, so all are kept in memory once they are asked for. One that ends
 * by time needs no alarm for it: it is judged when it is looked at. So is whether it is one for somebody: of who is away the room does not
 * know what a host application makes them, and so a sanction binds nobody who shows to be as much as whoever imposed it was.
 */
export class Sanctions {
  readonly #parts: SanctionsParts;
  #loaded: Map<string, KeptSanction> | undefined;

  constructor(parts: SanctionsParts) {
    this.#parts = parts;
  }

  /**
   * The ban that keeps somebody out: their own, or a guest's who came from the same address. By an address nobody is kept out
   * who is more than a guest: it may be that of many.
   */
  banOf({ identity: { you }, marks = [] }: Pick<Visitor, "identity" | "marks">): Sanction | undefined {
    const own = this.#binding("ban", you);
    if (own || marks.length === 0 || !this.#isMereGuest(you)) return own;
    return this.#active().find((sanction) => sanction.marks.some((mark) => marks.includes(mark)));
  }

  /** Why somebody may not write. @returns undefined where they may */
  muteOf(you: Person): Sanction | undefined {
    return this.#binding("mute", you);
  }

  /** Whether somebody is kept out by who they are. */
  isBanned(you: Person): boolean {
    return this.#binding("ban", you) !== undefined;
  }

  /**
   * [K3] Somebody as they are called here. Who is muted keeps the name that they had then, for another one would be read by everybody.
   * What a host application calls its users is not theirs to choose.
   */
  asCalled(you: You): You {
    const mute = isGuest(you.id) ? this.muteOf(you) : undefined;
    return mute ? { ...you, name: mute.user.name } : you;
  }

  /** [K2] Why somebody may not come in, or have to do with the room. */
  refusal(visitor: Pick<Visitor, "identity" | "marks">): Problem | undefined {
    const ban = this.banOf(visitor);
    return ban && this.#problem("banned", "You are banned from this room.", ban);
  }

  /** [K3] Why somebody may not write. */
  silence(you: Person): Problem | undefined {
    const mute = this.muteOf(you);
    return mute && this.#problem("muted", "You may not write here now.", mute);
  }

  /** A sanction that is in force, whoever it is of. */
  find(kind: SanctionKind, user: string): KeptSanction | undefined {
    const sanction = this.#all.get(keyOf(kind, user));
    return sanction && this.#isActive(sanction) ? sanction : undefined;
  }

  /** What somebody was called when they were banned, or muted. */
  nameOf(user: string): string | undefined {
    return (this.find("ban", user) ?? this.find("mute", user))?.user.name;
  }

  /** What somebody was by their token when they were banned, or muted: who is kept out is not here by it. */
  roleOf(user: string): Role {
    const [ban = "guest", mute = "guest"] = KINDS.map((kind) => this.find(kind, user)?.ofRole);
    return isAtLeast(ban, mute) ? ban : mute;
  }

  /** All that are in force, the newest first. */
  list(): Sanction[] {
    return this.#active()
      .toSorted((a, b) => b.at - a.at)
      .map(asTold);
  }

  /** From now on somebody is banned, or muted; what was said of them before is replaced. A row. */
  impose(sanction: KeptSanction): Result<null> {
    const { database } = this.#parts;
    const key = keyOf(sanction.kind, sanction.user.id);
    if (!this.#all.has(key) && this.#all.size >= SANCTIONS_MAX) this.#dropEnded();
    if (!this.#all.has(key) && this.#all.size >= SANCTIONS_MAX) {
      return fail("too_big", `At most ${SANCTIONS_MAX} people are banned or muted.`);
    }
    const { kind, user, by, at, until = null, reason = null, marks, byRole, ofRole } = sanction;
    database.run(
      `INSERT INTO sanctions (kind, user_id, user_name, by_id, by_name, at, until, reason, marks, by_role, of_role)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (kind, user_id) DO UPDATE SET user_name = excluded.user_name, by_id = excluded.by_id, by_name = excluded.by_name,
          at = excluded.at, until = excluded.until, reason = excluded.reason, marks = excluded.marks,
          by_role = excluded.by_role, of_role = excluded.of_role`,
      kind,
      user.id,
      user.name,
      by.id,
      by.name,
      at,
      until,
      reason,
      JSON.stringify(marks),
      byRole,
      ofRole,
    );
    this.#all.set(key, sanction);
    return ok(null);
  }

  /** Somebody is not banned, or not muted, any more. @returns whom that concerns, where they were */
  lift(kind: SanctionKind, user: string): User | undefined {
    const sanction = this.find(kind, user);
    if (!sanction) return undefined;
    this.#drop([sanction]);
    return sanction.user;
  }

  #problem(code: "banned" | "muted", sentence: string, { until, reason }: Sanction): Problem {
    return fail(code, withReason(sentence, reason), until && until - this.#parts.now()).error;
  }

  #isMereGuest(you: You): boolean {
    return cameAsGuest(you) && this.#parts.roles.of(you) === "guest";
  }

  /** One that is in force, where somebody is less than whoever imposed it was. */
  #binding(kind: SanctionKind, you: Person): KeptSanction | undefined {
    const sanction = this.find(kind, you.id);
    return sanction && !isAtLeast(this.#parts.roles.of(you), sanction.byRole) ? sanction : undefined;
  }

  #isActive({ until = Infinity }: Sanction): boolean {
    return until > this.#parts.now();
  }

  #active(): KeptSanction[] {
    return [...this.#all.values()].filter((sanction) => this.#isActive(sanction));
  }

  #dropEnded(): void {
    this.#drop([...this.#all.values()].filter((sanction) => !this.#isActive(sanction)));
  }

  #drop(sanctions: readonly Sanction[]): void {
    for (const { kind, user } of sanctions) {
      this.#parts.database.run("DELETE FROM sanctions WHERE kind = ? AND user_id = ?", kind, user.id);
      this.#all.delete(keyOf(kind, user.id));
    }
  }

  get #all(): Map<string, KeptSanction> {
    if (this.#loaded) return this.#loaded;
    // Before there is a room there is nothing to remember that there is nothing.
    if (!this.#parts.exists()) return new Map();
    const rows = this.#parts.database.all<Row>("SELECT * FROM sanctions");
    return (this.#loaded = new Map(rows.map((row) => [keyOf(row.kind, row.user_id), sanctionOf(row)])));
  }
}

/** A sentence, and why it is so, where somebody said that. */
export function withReason(sentence: string, reason: string | undefined): string {
  return reason ? `${sentence} ${reason}` : sentence;
}

/** Moderators need not know by what else somebody is kept out. */
function asTold(sanction: KeptSanction): Sanction {
  const { marks: _, byRole: __, ofRole: ___, ...told } = sanction;
  return told;
}

function sanctionOf({ kind, at, until, reason, marks, by_role, of_role, ...row }: Row): KeptSanction {
  return {
    kind,
    user: { id: row.user_id, name: row.user_name },
    by: { id: row.by_id, name: row.by_name },
    at,
    ...(until !== null && { until }),
    ...(reason !== null && { reason }),
    // Written by `impose` and nobody else.
    marks: JSON.parse(marks) as string[],
    byRole: by_role,
    ofRole: of_role,
  };
}

/** No kind has a space in it. */
function keyOf(kind: SanctionKind, user: string): string {
  return `${kind} ${user}`;
}
