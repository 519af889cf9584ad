import type { Format } from "./format.ts";

/** English for the list of public rooms, and the shape of every other language. */
export const directoryEn = (f: Format) => ({
  title: "Public rooms",
  search: "Search public rooms",
  here: (count: number) => (count === 0 ? "Nobody here" : f.plural(count, { one: "# here", other: "# here" })),
  password: "Needs a password",
  locked: "Locked: nobody new comes in",
  found: (count: number) => f.plural(count, { one: "# room fits", other: "# rooms fit" }),
  nothing: "No public room fits.",
  all: (count: number) => f.plural(count, { one: "Show # more", other: "Show # more" }),
  most: (count: number) =>
    f.plural(count, {
      one: "There is # more: search for it.",
      other: "There are # more: search for them.",
    }),
});

/** One language's table of these. */
export type DirectoryStrings = ReturnType<typeof directoryEn>;
