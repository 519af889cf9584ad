import { actionOf } from "../protocol/action.ts";
import type { You } from "../protocol/fields.ts";
import { may } from "../protocol/permissions.ts";
import type { SlashRow } from "./slash-hands.ts";
import { MODERATION_ROWS } from "./slash-moderation.ts";

export type { Named, SlashHands } from "./slash-hands.ts";

/** Escaped, for Markdown would take away a backslash and both underscores: ¯\_(ツ)_/¯. */
const SHRUG = "¯\\\\\\_(ツ)\\_/¯";

/** How much of a name that no command has is repeated, in code points. */
const UNKNOWN_SHOWN = 24;

/** What begins with a slash, in the order in which it is listed. */
const ROWS = [
  {
    name: "me",
    aliases: [],
    usage: "<text>",
    what: "say what you do: /me waves",
    run: ({ say }, text) => say(`/me ${text}`),
  },
  {
    name: "msg",
    aliases: [],
    usage: "<name> <text>",
    what: "write to somebody alone",
    run: ({ message }, argument) => message(argument),
  },
  {
    name: "nick",
    aliases: [],
    usage: "<name>",
    what: "be called something else",
    isAlone: true,
    run: ({ rename }, name) => rename(name),
  },
  {
    name: "shrug",
    aliases: [],
    usage: "[text]",
    what: "put a shrug after a text",
    run: ({ say }, text) => say(text === "" ? SHRUG : `${text} ${SHRUG}`),
  },
  {
    name: "search",
    aliases: [],
    usage: "<words>",
    what: "look for what was said",
    run: ({ search }, words) => search(words),
  },
  {
    name: "topic",
    aliases: [],
    usage: "<text>",
    what: "set the room's topic",
    run: async ({ room }, topic) => void (await room.configure({ topic })),
  },
  ...MODERATION_ROWS,
  { name: "who", aliases: [], usage: "", what: "who is here", run: ({ who }) => who() },
  { name: "help", aliases: [], usage: "", what: "this list", run: ({ help }) => help() },
  { name: "quit", aliases: ["leave"], usage: "", what: "leave the room", run: ({ quit }) => quit() },
] as const satisfies readonly SlashRow[];

/** The name of a command. */
export type SlashName = (typeof ROWS)[number]["name"];

/** A line that begins with a slash and a name, and what it does. */
export interface SlashCommand extends SlashRow {
  readonly name: SlashName;
}

/** All commands, in the order in which they are listed. */
export const SLASH_COMMANDS: readonly SlashCommand[] = ROWS;

/** Those that somebody may use. @param you undefined before the room has said who one is */
export function slashCommandsOf(you: Pick<You, "role"> | undefined): readonly SlashCommand[] {
  return SLASH_COMMANDS.filter(({ act }) => act === undefined || (you !== undefined && may(you, act)));
}

/** What was written. Each `message` says what is wrong, in English. */
export type Slash =
  /** No command: `text` is what is to be sent. */
  | { readonly kind: "none"; readonly text: string }
  | { readonly kind: "command"; readonly command: SlashCommand; readonly argument: string }
  | { readonly kind: "unknown"; readonly name: string; readonly message: string }
  | {
      readonly kind: "bad";
      readonly command: SlashCommand;
      /** Nothing follows where something must, or something where nothing may. */
      readonly problem: "missing" | "extra";
      readonly message: string;
    };

/** Reads what somebody wrote: a command, or a message. Two slashes at the start are one, and a message. */
export function parseSlash(text: string): Slash {
  if (!text.startsWith("/")) return { kind: "none", text };
  if (text.startsWith("//")) return { kind: "none", text: asText(text.slice(1)) };
  const [, name = "", rest = ""] = /^\/(\S*)(.*)$/s.exec(text) ?? [];
  const argument = rest.trim();
  const command = commandOf(name);
  if (!command) {
    const shown = shorten(name);
    const message = `There is no command /${shown}. To send it as text, begin with //.`;
    return { kind: "unknown", name: shown, message };
  }
  if (argument === "" && command.usage.startsWith("<")) {
    return { kind: "bad", command, problem: "missing", message: `/${name} needs more: /${name} ${command.usage}` };
  }
  if (argument !== "" && command.usage === "") {
    return { kind: "bad", command, problem: "extra", message: `/${name} stands alone: nothing comes after it.` };
  }
  return { kind: "command", command, argument };
}

function commandOf(name: string): SlashCommand | undefined {
  const wanted = name.toLowerCase();
  return SLASH_COMMANDS.find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
}

function shorten(name: string): string {
  const characters = Array.from(name);
  return characters.length > UNKNOWN_SHOWN ? `${characters.slice(0, UNKNOWN_SHOWN).join("")}…` : name;
}

/** A text that is none of an action, however much it looks like one [E5]. */
function asText(text: string): string {
  return actionOf(text) === undefined ? text : text.replace(" ", "  ");
}
