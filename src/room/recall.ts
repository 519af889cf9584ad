import type { Database } from "./database.ts";

/** What the author of a message had left of their rate limit then. */
export interface Allowance {
  readonly user: string;
  readonly at: number;
  readonly tokens: number | null;
}

/** What was done before, looked up in the log by whoever has forgotten it with the object's memory. */
export class Recall {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The `seq` of a user's event with this id, looked for after `after` and before `before`. */
  find(user: string, id: string, after: number, before: number): number | undefined {
    return this.#database.all<{ seq: number }>(
      "SELECT seq FROM log WHERE seq > ? AND seq < ? AND id = ? AND user_id = ? LIMIT 1",
      after,
      before,
      id,
      user,
    )[0]?.seq;
  }

  /** Ids used after `after` and before `before`. */
  ids(after: number, before: number): { seq: number; user: string; id: string }[] {
    return this.#database.all(
      "SELECT seq, user_id AS user, id FROM log WHERE seq > ? AND seq < ? ORDER BY seq",
      after,
      before,
    );
  }

  /** What authors of messages since `at` had left, newest first; at most `limit`. */
  allowances(at: number, limit: number): Allowance[] {
    // Backwards, up to the first that is too old: no index on time is needed, and few rows are read. Without `seq` all would be.
    return this.#database.takeWhile<{ user: string; at: number; tokens: number | null }>(
      (row) => row.at >= at,
      "SELECT seq, user_id AS user, at, tokens FROM log ORDER BY seq DESC LIMIT ?",
      limit,
    );
  }

  /**
   * When authors of messages since `at` last said something, ms since 1970; who did so last is last.
   * @param after only what stands after this `seq`
   * @param limits how many authors, and how many messages are looked at for them: the newest
   */
  lastSaid(
    at: number,
    after: number,
    limits: { readonly users: number; readonly messages: number },
  ): Map<string, number> {
    const said = new Map<string, number>();
    this.#database.takeWhile<{ user: string; at: number }>(
      (row) => {
        if (row.at < at || said.size === limits.users) return false;
        if (!said.has(row.user)) said.set(row.user, row.at);
        return true;
      },
      "SELECT seq, user_id AS user, at FROM events WHERE seq > ? ORDER BY seq DESC LIMIT ?",
      after,
      limits.messages,
    );
    return new Map([...said].toReversed());
  }
}
