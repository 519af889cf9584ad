import { RoomError, type RoomClient } from "../client/index.ts";

/** What a command of the terminal may do. */
export interface Hands {
  readonly room: RoomClient;
  say(text: string): void;
  /** Settles when what was written before is done. */
  earlier(): Promise<unknown>;
  quit(): void;
}

interface Command {
  readonly usage: string;
  readonly what: string;
  run(hands: Hands, argument: string): void | Promise<void>;
}

/** Everything that begins with a slash. */
const COMMANDS: Readonly<Record<string, Command>> = {
  nick: {
    usage: "/nick <name>",
    what: "be called something else",
    async run({ room, say, earlier }, name) {
      // What was said before was said under the old name.
      await earlier();
      const you = await room.rename(name);
      say(`* you are ${you.name} now`);
    },
  },
  who: {
    usage: "/who",
    what: "who is here",
    run({ room, say }) {
      const { members, online } = room.state.value;
      const names = members.map(({ name }) => name).join(", ");
      say(`* ${online} here${names === "" ? "" : `: ${names}`}`);
    },
  },
  help: {
    usage: "/help",
    what: "this list",
    run({ say }) {
      say(
        Object.values(COMMANDS)
          .map(({ usage, what }) => `* ${usage.padEnd(14)} ${what}`)
          .join("\n"),
      );
      say(`* ${"//text".padEnd(14)} a message that begins with a slash`);
    },
  },
  quit: { usage: "/quit", what: "leave", run: ({ quit }) => quit() },
};

/** Carries out what was written: a command, or a message. */
export async function obey(line: string, hands: Hands): Promise<void> {
  if (line.trim() === "") return;
  const match = /^\/(?!\/)(\S*)\s*(.*)$/s.exec(line);
  try {
    if (!match) {
      // Two slashes are one, and a message.
      await hands.room.send(line.startsWith("//") ? line.slice(1) : line);
      return;
    }
    const name = match[1]!.toLowerCase();
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command) await command.run(hands, match[2]!.trim());
    else hands.say(`* There is no /${name}; /help lists what there is.`);
  } catch (error) {
    // Whoever leaves with something unsent has been told already.
    if (error instanceof RoomError && error.code === "closed") return;
    hands.say(`* ${error instanceof Error ? error.message : String(error)}`);
  }
}
