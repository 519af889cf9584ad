/** The steps from nothing to the present tables of the directory, in order. A step that has landed is never changed. */
export const DIRECTORY_STEPS: readonly string[] = [
  // What changes seldom is a row a room, without an index. How many people are where changes all the time: of all rooms
  // together it is one row.
  `CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    room TEXT NOT NULL,
    title TEXT NOT NULL,
    topic TEXT NOT NULL,
    password INTEGER NOT NULL,
    locked INTEGER NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE TABLE counts (id INTEGER PRIMARY KEY, value TEXT NOT NULL);`,
];
