import { RoomError, type Letters, type RoomClient } from "../client/index.ts";
import { addressedTo } from "../client/addressee.ts";
import { parseSlash, slashCommandsOf, type Named, type SlashHands } from "../client/slash.ts";
import type { Message } from "../protocol/events.ts";
import type { User } from "../protocol/fields.ts";
import { safe } from "./lines.ts";

/** What a line may do. */
export interface Hands {
  readonly room: RoomClient;
  readonly letters: Pick<Letters, "send">;
  /** The address of a room, as it is shared. */
  linkTo(room: string): string;
  /** What somebody is called, told from others. */
  nameOf(user: User): string;
  say(text: string): void;
  /** A message that was looked for. */
  show(message: Message): void;
  /** Something that was asked for did not happen. */
  fail(text: string): void;
  quit(): void;
}

/** Columns of what is written, in the list of commands. */
const USAGE_COLUMNS = 29;

/** Whether a line must have the room for itself. */
export function isAlone(line: string): boolean {
  const slash = parseSlash(line);
  return slash.kind === "command" && slash.command.isAlone === true;
}

/** Carries out what was written: a command, or a message. Never rejects. */
export async function obey(line: string, hands: Hands): Promise<void> {
  if (line.trim() === "") return;
  const slash = parseSlash(line);
  try {
    if (slash.kind === "none") await hands.room.send(slash.text);
    else if (slash.kind === "command") await slash.command.run(slashHands(hands), slash.argument);
    else hands.fail(`* ${safe(slash.message)}`);
  } catch (error) {
    // Whoever leaves with something unsent is told once, and not for each.
    if (error instanceof RoomError && error.code === "closed") return;
    hands.fail(`* ${safe(error instanceof Error ? error.message : String(error))}`);
  }
}

/** Whom an argument begins with, and what follows. @throws Error where that cannot be told */
function named(room: RoomClient, argument: string, others: readonly User[] = []): Named {
  const addressed = addressedTo(argument, room.state.value, others);
  if (addressed.kind === "found") return addressed;
  if (addressed.kind === "silence") return { user: addressed.user, text: "" };
  if (addressed.kind === "nobody") throw new Error("Nobody here is called like that.");
  const name = safe(addressed.name);
  throw new Error(`Several people here are called ${name}: the Tab key after @${name} tells them apart.`);
}

/** What commands do here. */
function slashHands({ room, letters, linkTo, nameOf, say, show, quit }: Hands): SlashHands {
  return {
    room,
    quit,
    say: async (text) => void (await room.send(text)),
    async rename(name) {
      const you = await room.rename(name);
      say(`* you are ${nameOf(you)} now`);
    },
    async message(argument) {
      const { user, text } = named(room, argument);
      if (text === "") throw new Error("/msg needs more: /msg <name> <text>");
      const direct = await letters.send(user, text);
      say(`* sent to ${nameOf(user)} alone: ${linkTo(direct.room)}`);
    },
    whom: (argument, others) => named(room, argument, others),
    done: (what) => say(`* done: ${safe(what)}`),
    async search(query) {
      const { messages = [], more = false } = await room.search(query);
      const count = messages.length === 1 ? "1 message" : `${messages.length} messages`;
      say(`* ${count} found${more ? ", and more before" : ""}`);
      for (const message of messages) show(message);
    },
    who() {
      const { members, online } = room.state.value;
      const names = members.map(nameOf).join(", ");
      say(`* ${online} here${names === "" ? "" : `: ${names}`}`);
    },
    help() {
      const rows = slashCommandsOf(room.state.value.you).map(({ name, aliases, usage, what }) => {
        const names = [name, ...aliases].map((one) => `/${one}`).join(", ");
        return { written: `${names} ${usage}`, what };
      });
      rows.push({ written: "//<text>", what: "a message that begins with a slash" });
      say(rows.map(({ written, what }) => `* ${written.padEnd(USAGE_COLUMNS)} ${what}`).join("\n"));
    },
  };
}
