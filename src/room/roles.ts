import type { Role, You } from "../protocol/fields.ts";
import type { Database } from "./database.ts";

/** Roles that a room itself gives; the others come with the token. */
export type GivenRole = Extract<Role, "moderator" | "owner">;

/** Who is more in this room than their token says. Few are, so all of them are kept in memory. */
export class Roles {
  readonly #database: Database;
  readonly #given = new Map<string, GivenRole>();

  /** @param isRoom whether there is anything stored to begin with */
  constructor(database: Database, isRoom: boolean) {
    this.#database = database;
    if (!isRoom) return;
    // Written by `give` and nobody else.
    for (const { user, role } of database.all<{ user: string; role: string }>(
      "SELECT user_id AS user, role FROM roles",
    )) {
      this.#given.set(user, role as GivenRole);
    }
  }

  /** What somebody is here. */
  of({ id, role }: Pick<You, "id" | "role">): Role {
    return this.#given.get(id) ?? role;
  }

  /** The same somebody, with what they are here. */
  asHere(you: You): You {
    const role = this.of(you);
    return role === you.role ? you : { ...you, role };
  }

  /** Makes somebody more than their token says. One row. */
  give(user: string, role: GivenRole): void {
    this.#database.run(
      "INSERT INTO roles (user_id, role) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET role = excluded.role",
      user,
      role,
    );
    this.#given.set(user, role);
  }
}
