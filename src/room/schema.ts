/** The steps from nothing to the present tables, in order. A step that has landed is never changed: the next one mends it. */
const MIGRATIONS: readonly string[] = [
  // One row an event and no secondary index: a written row costs a thousand times a read one, so what is rare is scanned for.
  `CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    reply_to INTEGER
  );
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;`,
];

/** Whether this object has ever been a room. Reads only: asking about a room must not make one. */
export function hasSchema(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").toArray().length > 0;
}

/** Brings the tables up to date. `PRAGMA user_version` is refused by the platform, so a table keeps the count. */
export function migrate(storage: DurableObjectStorage): void {
  const { sql } = storage;
  storage.transactionSync(() => {
    sql.exec("CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY)");
    const done = sql.exec<{ step: number }>("SELECT coalesce(max(step), 0) AS step FROM migrations").one().step;
    for (let step = done + 1; step <= MIGRATIONS.length; step++) {
      sql.exec(MIGRATIONS[step - 1]!);
      sql.exec("INSERT INTO migrations (step) VALUES (?)", step);
    }
  });
}
