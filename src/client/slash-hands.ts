import type { User } from "../protocol/fields.ts";
import type { Act } from "../protocol/permissions.ts";
import type { RoomClient } from "./types.ts";

/** Somebody whom an argument begins with, and what is left of it. */
export interface Named {
  readonly user: User;
  readonly text: string;
}

/** What a command asks of the program that it was written in. What fails is told there, or thrown as the room's RoomError. */
export interface SlashHands {
  readonly room: RoomClient;
  /** Sends a message. */
  say(text: string): void | Promise<void>;
  rename(name: string): void | Promise<void>;
  /** Writes to somebody alone. @param argument begins with their name, which `addressedTo` finds; a text follows */
  message(argument: string): void | Promise<void>;
  /**
   * For whom something is, by `addressedTo`.
   * @param others who may be meant beside those who are here or have said something
   * @returns undefined where that cannot be told, which is said there
   */
  whom(argument: string, others?: readonly User[]): Named | undefined;
  /** What was asked for has been done, and nothing else shows it. @param what the command, as it was understood */
  done(what: string): void;
  search(query: string): void | Promise<void>;
  who(): void;
  help(): void;
  quit(): void;
}

/** A command: what it is called, and what it does. */
export interface SlashRow {
  readonly name: string;
  /** Other names for it. */
  readonly aliases: readonly string[];
  /** What follows the name, in English: `<…>` must be there, `[…]` may, and where this is empty nothing may. */
  readonly usage: string;
  /** What it does, in English. */
  readonly what: string;
  /** It changes as whom one speaks: what was written before and after must not overtake it. */
  readonly isAlone?: boolean;
  /** It is shown to those alone who may do this. */
  readonly act?: Act;
  run(hands: SlashHands, argument: string): void | Promise<void>;
}
