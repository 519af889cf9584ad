import type { Role, User, You } from "../protocol/fields.ts";
import { INVITES_MAX } from "../protocol/limits.ts";
import { MAY } from "../protocol/permissions.ts";
import type { Invitation } from "../protocol/records.ts";
import type { Database } from "./database.ts";
import type { GivenRole } from "./roles.ts";
import type { Statement } from "./rows.ts";

/** Of a code. */
const CODE_BYTES = 16;
/** Of a digest's characters: what an invitation is called. Nobody gets in by it. */
const NAME_CHARACTERS = 16;

/** An invitation's code, and what it is known by again: nobody can tell the one from the other. */
export interface InviteCode {
  readonly code: string;
  readonly digest: string;
}

/** An invitation that is to be made. */
export interface NewInvitation extends Pick<Invitation, "expires" | "uses" | "at"> {
  readonly role: GivenRole;
  readonly by: User;
}

type Row = {
  invite: string;
  digest: string;
  // Written by `make` and nobody else.
  role: GivenRole;
  expires: number | null;
  uses: number | null;
  by_id: string;
  by_name: string;
  at: number;
};

/** Another one each time. */
export async function newInviteCode(): Promise<InviteCode> {
  const code = crypto
    .getRandomValues(new Uint8Array(CODE_BYTES))
    .toBase64({ alphabet: "base64url", omitPadding: true });
  return { code, digest: await digestOfCode(code) };
}

/** What an invitation is known by again that has this code. */
export async function digestOfCode(code: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code))).toHex();
}

/** [R12] The invitations of a room. They are few and looked at seldom: nothing of them is kept in memory. */
export class Invites {
  readonly #database: Database;
  readonly #exists: () => boolean;

  /** @param exists whether there is a room to be invited to */
  constructor(database: Database, exists: () => boolean) {
    this.#database = database;
    this.#exists = exists;
  }

  /** Whether there are as many as there may be; those that are over make room first. @param now ms since 1970 */
  isFull(now: number): boolean {
    this.#database.run("DELETE FROM invites WHERE expires <= ?", now);
    return this.#rows().length >= INVITES_MAX;
  }

  /** Makes one. A row. @returns how it is told to whoever made it */
  make({ code, digest }: InviteCode, { role, expires, uses, by, at }: NewInvitation): Invitation {
    const invite = digest.slice(0, NAME_CHARACTERS);
    this.#database.run(
      "INSERT INTO invites (invite, digest, role, expires, uses, by_id, by_name, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      invite,
      digest,
      role,
      expires ?? null,
      uses ?? null,
      by.id,
      by.name,
      at,
    );
    return { ...told({ invite, role, expires: expires ?? null, uses: uses ?? null, by, at }), code };
  }

  /** Those that are good, the oldest first. */
  list(now: number): Invitation[] {
    return this.#rows()
      .filter((row) => isGood(row, now))
      .map(invitationOf)
      .toSorted((one, other) => one.at - other.at);
  }

  /** The one with this code, where it is good. */
  find(digest: string, now: number): Invitation | undefined {
    if (!this.#exists()) return undefined;
    const [row] = this.#database.all<Row>("SELECT * FROM invites WHERE invite = ?", digest.slice(0, NAME_CHARACTERS));
    return row?.digest === digest && isGood(row, now) ? invitationOf(row) : undefined;
  }

  /** What is to be written when somebody comes by one: it is good for one less, and gone with the last. */
  use({ invite, uses }: Invitation): readonly Statement[] {
    if (uses === undefined) return [];
    if (uses === 1) return [[DROP, invite]];
    return [["UPDATE invites SET uses = uses - 1 WHERE invite = ?", invite]];
  }

  /** Takes one back. */
  drop(invite: string): void {
    this.#database.run(DROP, invite);
  }

  /**
   * What is to be written when the room makes somebody less: what they could invite to by that, and cannot any more, nobody comes by. To
   * what else they invited it was by their token.
   */
  withdraw(id: string, before: Role, role: Role): readonly Statement[] {
    const isLost = (to: Role): boolean => MAY.invite({ id, role: before }, to) && !MAY.invite({ id, role }, to);
    const theirs = this.#rows().filter((row) => row.by_id === id && isLost(row.role));
    return theirs.map(({ invite }): Statement => [DROP, invite]);
  }

  /**
   * Somebody is kept out: nobody comes by what they made, nor do they, as somebody else.
   * @param you who keeps them out: what they could not take back themselves, stays
   */
  dropOf(id: string, you: You): void {
    for (const { invite, by_id, role } of this.#rows()) {
      if (by_id === id && MAY.invite(you, role)) this.drop(invite);
    }
  }

  #rows(): Row[] {
    return this.#exists() ? this.#database.all<Row>("SELECT * FROM invites") : [];
  }
}

const DROP = "DELETE FROM invites WHERE invite = ?";

function isGood({ expires }: Row, now: number): boolean {
  return expires === null || expires > now;
}

function invitationOf({ invite, role, expires, uses, by_id, by_name, at }: Row): Invitation {
  return told({ invite, role, expires, uses, by: { id: by_id, name: by_name }, at });
}

function told({
  invite,
  role,
  expires,
  uses,
  by,
  at,
}: Pick<Row, "invite" | "expires" | "uses" | "at"> & { readonly role: GivenRole; readonly by: User }): Invitation {
  return {
    invite,
    role,
    ...(expires !== null && { expires }),
    ...(uses !== null && { uses }),
    by: { id: by.id, name: by.name },
    at,
  };
}
