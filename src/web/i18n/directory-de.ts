import type { DirectoryStrings } from "./directory-en.ts";
import type { Format } from "./format.ts";

/** German for the list of public rooms. */
export const directoryDe = (f: Format): DirectoryStrings => ({
  title: "Öffentliche Räume",
  search: "Öffentliche Räume durchsuchen",
  here: (count) => (count === 0 ? "Niemand hier" : f.plural(count, { one: "# hier", other: "# hier" })),
  password: "Braucht ein Passwort",
  locked: "Verschlossen: Niemand Neues kommt herein",
  found: (count) => f.plural(count, { one: "# Raum passt", other: "# Räume passen" }),
  nothing: "Kein öffentlicher Raum passt.",
  all: (count) => f.plural(count, { one: "# weiteren zeigen", other: "# weitere zeigen" }),
  most: (count) =>
    f.plural(count, {
      one: "Es gibt # weiteren: such nach ihm.",
      other: "Es gibt # weitere: such nach ihnen.",
    }),
});
