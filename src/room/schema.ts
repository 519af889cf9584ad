import type { Database } from "./database.ts";

/** The steps from nothing to the present tables, in order. A step that has landed is never changed: the next one mends it. */
const MIGRATIONS: readonly string[] = [
  // One row an event and no secondary index: a written row costs a thousand times a read one, so what is rare is scanned for.
  // What else must outlive memory rides in the same row: tokens of the author's rate limit, counts of the meter.
  `CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    reply_to INTEGER,
    tokens REAL,
    counts TEXT
  );
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;`,
  // What is done to a message is an event with a row of its own, and changes the row of the message: a page of history has the
  // present state. These rows stand apart, so that a page reads no more than it returns, however much was done in between. An
  // edit's new text is in the message's row alone, so that what is taken back is nowhere any more.
  `ALTER TABLE events ADD COLUMN edited INTEGER;
  ALTER TABLE events ADD COLUMN deleted INTEGER;
  ALTER TABLE events ADD COLUMN reactions TEXT;
  CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    id TEXT NOT NULL,
    target INTEGER NOT NULL,
    emoji TEXT,
    value INTEGER,
    tokens REAL,
    counts TEXT
  );
  CREATE VIEW log AS
    SELECT seq, type, at, user_id, user_name, id, text, reply_to, NULL AS target, NULL AS value, edited, deleted, reactions, tokens, counts
      FROM events
    UNION ALL
    SELECT seq, type, at, user_id, user_name, id, emoji, NULL, target, value, NULL, NULL, NULL, tokens, counts FROM changes;`,
  // Who is mentioned and how often a message was answered stand in its row. How far each user has read is a row a user: it changes
  // often, so that it is written seldom and never for each message.
  `DROP VIEW log;
  ALTER TABLE changes RENAME COLUMN emoji TO text;
  ALTER TABLE events ADD COLUMN mentions TEXT;
  ALTER TABLE events ADD COLUMN replies INTEGER;
  CREATE VIEW log AS
    SELECT seq, type, at, user_id, user_name, id, text, reply_to, NULL AS target, NULL AS value, edited, deleted, reactions, mentions, replies,
        tokens, counts
      FROM events
    UNION ALL
    SELECT seq, type, at, user_id, user_name, id, text, NULL, target, value, NULL, NULL, NULL, NULL, NULL, tokens, counts FROM changes;
  CREATE TABLE roles (user_id TEXT PRIMARY KEY, role TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE reads (user_id TEXT PRIMARY KEY, user_name TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;`,
  // Only where both sides of the view have columns of the same affinity does SQLite merge them by `seq`; else it reads and sorts
  // all that there is before it returns the first row.
  `DROP VIEW log;
  CREATE VIEW log AS
    SELECT seq, type, at, user_id, user_name, id, text, reply_to, CAST(NULL AS INTEGER) AS target, CAST(NULL AS INTEGER) AS value,
        edited, deleted, reactions, mentions, replies, tokens, counts
      FROM events
    UNION ALL
    SELECT seq, type, at, user_id, user_name, id, text, CAST(NULL AS INTEGER), target, value,
        CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS INTEGER), tokens, counts
      FROM changes;`,
  // Members may be many: apart from those who lead the room, who are all read when it is started. Of an invitation's code only a
  // digest is kept.
  `CREATE TABLE members (user_id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE invites (
    invite TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    role TEXT NOT NULL,
    expires INTEGER,
    uses INTEGER,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    at INTEGER NOT NULL
  ) WITHOUT ROWID;`,
  // What moderators decided, what they were told and what they did; and by which address guests were here.
  `CREATE TABLE sanctions (
    kind TEXT NOT NULL,
    user_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER,
    reason TEXT,
    marks TEXT NOT NULL,
    PRIMARY KEY (kind, user_id)
  ) WITHOUT ROWID;
  CREATE TABLE marks (user_id TEXT PRIMARY KEY, mark TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE reports (
    report INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT
  );
  CREATE TABLE audit (
    entry INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    action TEXT NOT NULL,
    user_id TEXT,
    user_name TEXT,
    detail TEXT
  );`,
  // What the author of a message looked like then. No row more, and nothing where there is no picture.
  `DROP VIEW log;
  ALTER TABLE events ADD COLUMN user_picture TEXT;
  CREATE VIEW log AS
    SELECT seq, type, at, user_id, user_name, id, text, reply_to, CAST(NULL AS INTEGER) AS target, CAST(NULL AS INTEGER) AS value,
        edited, deleted, reactions, mentions, replies, user_picture, tokens, counts
      FROM events
    UNION ALL
    SELECT seq, type, at, user_id, user_name, id, text, CAST(NULL AS INTEGER), target, value,
        CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS INTEGER), CAST(NULL AS TEXT),
        tokens, counts
      FROM changes;`,
  // What whoever imposed a sanction was then: it binds who is less. Nobody knows that of those that there are; an owner's bind moderators.
  `ALTER TABLE sanctions ADD COLUMN by_role TEXT NOT NULL DEFAULT 'owner';`,
  // Reports from before a log was brought in are of messages of another one.
  `UPDATE reports SET seq = 0, author_id = '', author_name = '', text = '', by_id = '', by_name = '', at = 0, reason = NULL
    WHERE at < (SELECT value ->> 'at' FROM meta WHERE key = 'imported');`,
  // What a host application's token had made them whom a sanction is of.
  `ALTER TABLE sanctions ADD COLUMN of_role TEXT NOT NULL DEFAULT 'guest';`,
];

/** Whether anything was ever kept in this object. Reads only: asking about a room must not make one. */
export function hasSchema(database: Database): boolean {
  return database.all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").length > 0;
}

/** Brings the tables up to date. @param steps from nothing to the present ones. `PRAGMA user_version` is refused by the platform, so a table keeps the count. */
export function migrate(database: Database, steps: readonly string[] = MIGRATIONS): void {
  database.transaction(() => {
    database.run("CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY)");
    const done = database.all<{ step: number }>("SELECT coalesce(max(step), 0) AS step FROM migrations")[0]!.step;
    for (let step = done + 1; step <= steps.length; step++) {
      database.run(steps[step - 1]!);
      database.run("INSERT INTO migrations (step) VALUES (?)", step);
    }
  });
}
