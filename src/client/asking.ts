import type { Command } from "../protocol/commands.ts";
import type { Ack } from "../protocol/events.ts";
import type { You } from "../protocol/fields.ts";
import type { SettingsChange } from "../protocol/settings.ts";
import { RoomError } from "./room-error.ts";
import type { Mentions, RoomClient } from "./types.ts";

/** What is asked of a room and answered once, without a trace in the client's own state. See `RoomClient`. */
export abstract class Asking implements Pick<
  RoomClient,
  | "command"
  | "edit"
  | "delete"
  | "react"
  | "pin"
  | "pinned"
  | "thread"
  | "configure"
  | "search"
  | "history"
  | "members"
  | "rename"
> {
  /** @param command makes the command, at the moment it is sent */
  protected abstract ask(command: () => Command): Promise<Ack>;

  command(command: Command): Promise<Ack> {
    return this.ask(() => command);
  }

  edit(seq: number, text: string, mentions: Mentions = {}): Promise<Ack> {
    return this.ask(() => ({ type: "edit", seq, text, ...saidMentions(mentions) }));
  }

  delete(seq: number): Promise<Ack> {
    return this.ask(() => ({ type: "delete", seq }));
  }

  react(seq: number, emoji: string, on: boolean): Promise<Ack> {
    return this.ask(() => ({ type: "react", seq, emoji, on }));
  }

  pin(seq: number, on: boolean): Promise<Ack> {
    return this.ask(() => ({ type: "pin", seq, on }));
  }

  pinned(): Promise<Ack> {
    return this.ask(() => ({ type: "pins" }));
  }

  thread(thread: number, page: { readonly after?: number; readonly limit?: number } = {}): Promise<Ack> {
    return this.ask(() => ({ type: "history", thread, ...page }));
  }

  configure(settings: SettingsChange, password?: string | null): Promise<Ack> {
    return this.ask(() => ({ type: "room", settings, ...(password !== undefined && { password }) }));
  }

  search(query: string, page: { readonly before?: number; readonly limit?: number } = {}): Promise<Ack> {
    return this.ask(() => ({ type: "search", query, ...page }));
  }

  history(page: { readonly before?: number; readonly after?: number; readonly limit?: number }): Promise<Ack> {
    return this.ask(() => ({ type: "history", ...page }));
  }

  members(after?: string): Promise<Ack> {
    return this.ask(() => ({ type: "members", ...(after !== undefined && { after }) }));
  }

  async rename(name: string): Promise<You> {
    return youOf(await this.ask(() => ({ type: "rename", name })));
  }
}

/** What of it is said at all. */
export function saidMentions({ mentions, here }: Mentions): { mentions?: string[]; here?: boolean } {
  return { ...(mentions && { mentions: [...mentions] }), ...(here !== undefined && { here }) };
}

/** Who one is, by an answer that says it. */
export function youOf(ack: Ack): You {
  if (!ack.you) throw new RoomError("internal", "The server did not say who this is now.");
  return ack.you;
}
