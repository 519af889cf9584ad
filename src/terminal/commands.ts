import { RoomError, type RoomClient } from "../client/index.ts";
import { safe } from "./lines.ts";

/** What a line may do. */
export interface Hands {
  readonly room: RoomClient;
  say(text: string): void;
  /** Something that was asked for did not happen. */
  fail(text: string): void;
  quit(): void;
}

interface Command {
  readonly usage: string;
  readonly what: string;
  /** Whether it changes as whom one speaks, so that what was written before and after must not overtake it. */
  readonly isAlone?: boolean;
  run(hands: Hands, argument: string): void | Promise<void>;
}

/** Everything that begins with a slash. */
const COMMANDS: Readonly<Record<string, Command>> = {
  nick: {
    usage: "/nick <name>",
    what: "be called something else",
    isAlone: true,
    async run({ room, say }, name) {
      const you = await room.rename(name);
      say(`* you are ${safe(you.name)} now`);
    },
  },
  who: {
    usage: "/who",
    what: "who is here",
    run({ room, say }) {
      const { members, online } = room.state.value;
      const names = members.map(({ name }) => safe(name)).join(", ");
      say(`* ${online} here${names === "" ? "" : `: ${names}`}`);
    },
  },
  help: {
    usage: "/help",
    what: "this list",
    run({ say }) {
      const lines = Object.values(COMMANDS).map(({ usage, what }) => `* ${usage.padEnd(14)} ${what}`);
      say([...lines, `* ${"//text".padEnd(14)} a message that begins with a slash`].join("\n"));
    },
  },
  quit: { usage: "/quit", what: "leave", run: ({ quit }) => quit() },
};

/** What was written: a command and its argument, or a message. */
function parse(line: string): { readonly name: string; readonly argument: string } | undefined {
  const match = /^\/(?!\/)(\S*)\s*(.*)$/s.exec(line);
  return match ? { name: match[1]!.toLowerCase(), argument: match[2]!.trim() } : undefined;
}

function commandOf(name: string): Command | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

/** Whether a line must have the room for itself. */
export function isAlone(line: string): boolean {
  return commandOf(parse(line)?.name ?? "")?.isAlone === true;
}

/** Carries out what was written: a command, or a message. Never rejects. */
export async function obey(line: string, hands: Hands): Promise<void> {
  if (line.trim() === "") return;
  const parsed = parse(line);
  try {
    if (!parsed) {
      // Two slashes are one, and a message.
      await hands.room.send(line.startsWith("//") ? line.slice(1) : line);
      return;
    }
    const command = commandOf(parsed.name);
    if (command) await command.run(hands, parsed.argument);
    else hands.fail(`* There is no /${safe(parsed.name)}; /help lists what there is.`);
  } catch (error) {
    // Whoever leaves with something unsent is told once, and not for each.
    if (error instanceof RoomError && error.code === "closed") return;
    hands.fail(`* ${safe(error instanceof Error ? error.message : String(error))}`);
  }
}
