/** The steps from nothing to the present tables of the registry, in order. A step that has landed is never changed. */
export const REGISTRY_STEPS: readonly string[] = [
  // No index: rooms are looked through when the operator looks, and a written row costs a thousand times a read one.
  `CREATE TABLE rooms (
    room TEXT PRIMARY KEY,
    words TEXT NOT NULL,
    title TEXT NOT NULL,
    direct INTEGER NOT NULL,
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    online INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    cost REAL NOT NULL,
    reports INTEGER NOT NULL,
    closed INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE notice (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    place TEXT NOT NULL,
    rooms INTEGER NOT NULL,
    people INTEGER NOT NULL,
    done INTEGER NOT NULL
  );`,
];
