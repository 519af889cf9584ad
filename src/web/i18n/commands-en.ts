import type { SlashName } from "../../client/slash.ts";
import type { Format } from "./format.ts";

/** How a command is explained. */
interface CommandWords {
  /** What follows its name, marked as in the table of commands. */
  readonly usage: string;
  readonly what: string;
}

/** English for commands and completion, and the shape of every other language. Names come isolated already. */
export const commandsEn = (f: Format) => ({
  suggestions: "Suggestions",
  count: (count: number) => f.plural(count, { one: "# suggestion", other: "# suggestions" }),
  everybody: "everybody who is here",

  unknown: (name: string) => `There is no command /${name}. To send it as text, begin with //.`,
  missing: (name: string, usage: string) => `/${name} needs more: /${name} ${usage}`,
  extra: (name: string) => `/${name} stands alone: nothing comes after it.`,
  badName: (max: number) =>
    `This name does not work. It may have ${max} characters, all of them visible, and must not begin with *.`,
  named: (name: string) => `You are ${name} now.`,
  sentTo: (name: string) => `Sent to ${name} alone.`,
  done: (what: string) => `Done: ${what}`,
  nobody: "Nobody here is called like that.",
  several: (name: string) => `Several people here are called ${name}. Choose one from the list that @ opens.`,
  people: (names: readonly string[], others: number) =>
    f.list(others > 0 ? [...names, f.plural(others, { one: "# other", other: "# others" })] : names),

  help: "Commands",
  helpHint: "Each stands at the start of a message.",
  escape: "Send a message that begins with a slash",

  commands: {
    me: { usage: "<text>", what: "Say what you do" },
    msg: { usage: "<name> <text>", what: "Write to somebody alone" },
    nick: { usage: "<name>", what: "Change your name here" },
    shrug: { usage: "[text]", what: "Put ¯\\_(ツ)_/¯ after a text" },
    search: { usage: "<words>", what: "Search this room" },
    topic: { usage: "<text>", what: "Set the room’s topic" },
    report: { usage: "<name> [reason]", what: "Report what somebody said last" },
    kick: { usage: "<name> [reason]", what: "Send somebody away, who may come back" },
    ban: { usage: "<name> [time] [reason]", what: "Keep somebody out: /ban Bo 7d spam" },
    unban: { usage: "<name>", what: "Let somebody in again" },
    mute: { usage: "<name> [time] [reason]", what: "Let somebody write no more: /mute Bo 10m" },
    unmute: { usage: "<name>", what: "Let somebody write again" },
    purge: { usage: "<name> [time]", what: "Take back what somebody said" },
    slow: { usage: "<time>", what: "Slow mode: /slow 30s, /slow off" },
    lock: { usage: "", what: "Let nobody in any more but members" },
    unlock: { usage: "", what: "Let everybody in again" },
    mod: { usage: "<name>", what: "Make somebody a moderator" },
    unmod: { usage: "<name>", what: "Make somebody a guest again" },
    who: { usage: "", what: "See who is here" },
    help: { usage: "", what: "Show all commands" },
    quit: { usage: "", what: "Leave the room" },
  } satisfies Record<SlashName, CommandWords> as Readonly<Record<SlashName, CommandWords>>,
});

/** One language's table of these. */
export type CommandStrings = ReturnType<typeof commandsEn>;
