import type { Command } from "../protocol/commands.ts";
import type { Ack } from "../protocol/events.ts";
import type { AuditEntry, ReportEntry, Sanction } from "../protocol/records.ts";
import type { RoomClient } from "./types.ts";

/** For how long, in s, for good unless told; and why, for them to read. */
export interface SanctionOptions {
  readonly seconds?: number | undefined;
  readonly reason?: string | undefined;
}

/** What moderators did, the newest first, and whether there is more before. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly more: boolean;
}

/**
 * What moderators do in a room. Each is done now or not at all, and throws a `RoomError` with the server's code: `forbidden` where one
 * may not. Users are named by their id, whether they are here or not.
 */
export class Moderation {
  readonly #room: Pick<RoomClient, "command">;

  constructor(room: Pick<RoomClient, "command">) {
    this.#room = room;
  }

  /** Sends somebody away, who may come back. */
  kick(user: string, reason?: string): Promise<Ack> {
    return this.#ask({ type: "kick", user, ...(reason && { reason }) });
  }

  /** Sends somebody away and keeps them out, a guest by their address too. */
  ban(user: string, options: SanctionOptions = {}): Promise<Ack> {
    return this.#ask({ type: "ban", user, ...said(options) });
  }

  unban(user: string): Promise<Ack> {
    return this.#ask({ type: "unban", user });
  }

  /** Lets somebody write no more. */
  mute(user: string, options: SanctionOptions = {}): Promise<Ack> {
    return this.#ask({ type: "mute", user, ...said(options) });
  }

  unmute(user: string): Promise<Ack> {
    return this.#ask({ type: "unmute", user });
  }

  /** Who is banned or muted, the newest first. */
  async sanctions(): Promise<readonly Sanction[]> {
    return (await this.#ask({ type: "sanctions" })).sanctions ?? [];
  }

  /** Takes back what somebody said in the last `seconds`; without them, as much as is looked back at. @returns with a `seq` where there was any */
  purge(user: string, seconds?: number): Promise<Ack> {
    return this.#ask({ type: "purge", user, ...(seconds !== undefined && { seconds }) });
  }

  /** The words that are masked in what is said. */
  async words(): Promise<readonly string[]> {
    return (await this.#ask({ type: "filter" })).words ?? [];
  }

  /** Says which these are from now on. @returns them, as the room has them */
  async setWords(words: readonly string[]): Promise<readonly string[]> {
    return (await this.#ask({ type: "filter", words: [...words] })).words ?? [];
  }

  /** Tells the moderators that a message is wrong. For everybody. @param seq the message's */
  report(seq: number, reason?: string): Promise<Ack> {
    return this.#ask({ type: "report", seq, ...(reason && { reason }) });
  }

  /** What was reported and nobody has dealt with, the oldest first. */
  async reports(): Promise<readonly ReportEntry[]> {
    return (await this.#ask({ type: "reports" })).reports ?? [];
  }

  /** A report has been dealt with. @param report its number */
  resolve(report: number): Promise<Ack> {
    return this.#ask({ type: "resolve", report });
  }

  /** A page of what moderators did. @param page the entries before one, by its number; the newest unless told */
  async audit(page: { readonly before?: number; readonly limit?: number } = {}): Promise<AuditPage> {
    const { entries = [], more = false } = await this.#ask({ type: "audit", ...page });
    return { entries, more };
  }

  #ask(command: Command): Promise<Ack> {
    return this.#room.command(command);
  }
}

function said({ seconds, reason }: SanctionOptions): { seconds?: number; reason?: string } {
  return { ...(seconds !== undefined && { seconds }), ...(reason && { reason }) };
}
