import * as v from "valibot";
import { parseAs } from "./codec.ts";
import { Emoji } from "./emoji.ts";
import { CommandId, Name, OVER_LIMIT, Picture, Text } from "./fields.ts";
import { MENTIONS_MAX, PINS_MAX, REACTION_KINDS_MAX, REACTORS_MAX, USER_ID_MAX_CHARACTERS } from "./limits.ts";
import { ROLES } from "./permissions.ts";
import { fail, ok, type Result } from "./result.ts";
import { SettingsChange } from "./setting-rules.ts";
import { DEFAULT_SETTINGS, withChange } from "./settings.ts";
import { EXPORT_VERSION, ExportEnd, type ExportEntry } from "./transfer.ts";

// What is said in a room is checked when it is said. What comes as a file may be anybody's, so all of it is checked again.

/** So high no log ever gets, and from there it could still go on. */
const SEQ_MAX = 1_000_000_000_000;
/** The last moment that a date can say, ms since 1970. */
const TIME_MAX = 8_640_000_000_000_000;

function whole(name: string, min: number, max: number) {
  return v.pipe(
    v.number(`${name} is a number.`),
    v.integer(`${name} is an integer.`),
    v.minValue(min, `${name} is at least ${min}.`),
    v.maxValue(max, `${name} is at most ${max}.`),
  );
}

const place = (name: string) => whole(name, 1, SEQ_MAX);
const time = (name: string) => whole(name, 0, TIME_MAX);

function few<T extends v.GenericSchema>(name: string, item: T, max: number) {
  return v.pipe(v.array(item, `${name} is a list.`), v.maxLength(max, `${OVER_LIMIT}${name} has more than ${max}.`));
}

const areDifferent = (items: readonly unknown[]): boolean => new Set(items).size === items.length;

/** As tokens say them. */
const UserId = v.pipe(
  v.string("A user's id is a string."),
  v.regex(/^[\x21-\x7e]+$/, "A user's id is of visible ASCII characters."),
  v.maxLength(USER_ID_MAX_CHARACTERS, `${OVER_LIMIT}a user's id has more than ${USER_ID_MAX_CHARACTERS} characters.`),
);
/** Who came with a token that had no name is called by the beginning of their id. */
const isIdAsName = (name: string): boolean => /^[\x21-\x7e]{1,32}$/.test(name);
const isName = (name: string): boolean => {
  const parsed = v.safeParse(Name, name);
  return parsed.success && parsed.output === name;
};
const AuthorName = v.pipe(
  v.string("A user's name is a string."),
  v.check((name) => isIdAsName(name) || isName(name), "Nobody can be called this."),
);

const Person = v.object({ id: UserId, name: AuthorName });
const Author = v.object({ ...Person.entries, picture: v.optional(Picture) });

const entry = {
  seq: place("seq"),
  id: CommandId,
  at: time("at"),
  user: Author,
};
const target = place("target");

const Reactions = v.pipe(
  v.object({
    emoji: Emoji,
    count: whole("count", 1, REACTORS_MAX),
    users: v.pipe(
      few("users", UserId, REACTORS_MAX),
      v.check((users) => areDifferent(users), "Somebody reacted twice with the same emoji."),
    ),
  }),
  v.check(({ count, users }) => count === users.length, "Of a reaction all users are there, as many as count says."),
);

const Message = v.pipe(
  v.object({
    type: v.literal("message"),
    ...entry,
    text: v.string("text is a string."),
    replyTo: v.optional(place("replyTo")),
    // Who is answered is mentioned beside all whom it names.
    mentions: v.optional(few("mentions", UserId, MENTIONS_MAX + 1)),
    here: v.optional(v.boolean("here is true or false.")),
    replies: v.optional(whole("replies", 0, SEQ_MAX)),
    edited: v.optional(time("edited")),
    deleted: v.optional(time("deleted")),
    reactions: v.optional(
      v.pipe(
        few("reactions", Reactions, REACTION_KINDS_MAX),
        v.check((all) => areDifferent(all.map(({ emoji }) => emoji)), "An emoji is there twice."),
      ),
    ),
  }),
  v.check(
    ({ deleted, text, reactions }) => deleted === undefined || (text === "" && reactions === undefined),
    "What was taken back has a text or reactions.",
  ),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    if (value.deleted !== undefined) return value;
    const text = v.safeParse(Text, value.text, { abortEarly: true });
    if (text.success) return { ...value, text: text.output };
    addIssue({ message: text.issues[0].message });
    return NEVER;
  }),
);

const change = { ...entry, target };

/** That a password was set was told, what it was is not known any more. */
const ToldChange = v.object({
  ...SettingsChange.entries,
  password: v.optional(v.boolean("password is true or false.")),
});

const Entry = v.variant("type", [
  Message,
  // Its text is that of the message.
  v.pipe(
    v.object({ type: v.literal("edit"), ...change }),
    v.transform((edit) => ({ ...edit, text: "" })),
  ),
  v.object({ type: v.literal("delete"), ...change }),
  v.object({ type: v.literal("reaction"), ...change, emoji: Emoji, on: v.boolean("on is true or false.") }),
  v.object({ type: v.literal("pin"), ...change, on: v.boolean("on is true or false.") }),
  v.object({ type: v.literal("room"), ...entry, settings: ToldChange }),
  v.object({ type: v.literal("role"), ...entry, whom: Person, role: v.picklist(ROLES, "role is none.") }),
  v.object({
    type: v.literal("purge"),
    ...entry,
    whom: Person,
    from: place("from"),
    unpinned: v.optional(few("unpinned", place("What was pinned"), PINS_MAX)),
  }),
]);

const ImportHeader = v.pipe(
  v.object({
    first: place("first"),
    head: whole("head", 0, SEQ_MAX),
    // A file of an earlier version does not say all of them. A password does not travel.
    settings: v.pipe(
      SettingsChange,
      v.transform((said) => withChange(DEFAULT_SETTINGS, said)),
    ),
    pins: v.pipe(
      few("pins", place("A pin"), PINS_MAX),
      v.check((pins) => areDifferent(pins), "A message is pinned twice."),
    ),
  }),
  v.check(({ first, head }) => first <= head + 1, "first is beyond head."),
);
/** What of the first line counts where a room is brought in. */
export type ImportHeader = v.InferOutput<typeof ImportHeader>;

/** What the first line says; that it is one is seen first. */
export function parseImportHeader(line: object): Result<ImportHeader> {
  const { type, version } = line as Partial<Record<string, unknown>>;
  if (type !== "parley-export") return fail("bad_command", "This is not the first line of an export.");
  if (version !== EXPORT_VERSION) return fail("bad_command", `Version ${String(version)} is not known here.`);
  return parseAs(ImportHeader, line);
}

/** What any other line says. */
export function parseImportLine(line: object): Result<ExportEntry | ExportEnd> {
  const { type } = line as Partial<Record<string, unknown>>;
  if (type === "parley-export-end") return parseAs(ExportEnd, line);
  const parsed = parseAs(Entry, line);
  return parsed.ok ? ok(parsed.value) : parsed;
}
