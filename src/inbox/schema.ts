/** The steps from nothing to the present tables of an inbox, in order. A step that has landed is never changed. */
export const INBOX_STEPS: readonly string[] = [
  // No index: an inbox holds few rows, and a written row costs a thousand times a read one.
  `CREATE TABLE conversations (
    room TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    head INTEGER NOT NULL,
    read INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    by_id TEXT NOT NULL,
    text TEXT NOT NULL,
    unread INTEGER NOT NULL,
    until INTEGER,
    answered INTEGER NOT NULL,
    hidden INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE mentions (
    room TEXT NOT NULL,
    seq INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    reply INTEGER NOT NULL,
    read INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (room, seq)
  ) WITHOUT ROWID;
  CREATE TABLE buckets (name TEXT PRIMARY KEY, tokens REAL NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;`,
];
