import { parseDuration } from "./duration.ts";
import { Moderation } from "./moderation.ts";
import { RoomError } from "./room-error.ts";
import type { Named, SlashHands, SlashRow } from "./slash-hands.ts";

/** Does something to somebody, and says so. */
async function to(
  hands: SlashHands,
  name: string,
  argument: string,
  act: (moderation: Moderation, named: Named) => Promise<unknown>,
): Promise<void> {
  const named = hands.whom(argument);
  if (!named) return;
  await act(new Moderation(hands.room), named);
  hands.done(`/${name} ${named.user.name}`);
}

/** The same of somebody who is banned, or muted, and may not have been heard of since one came. */
async function lift(hands: SlashHands, kind: "ban" | "mute", argument: string): Promise<void> {
  const moderation = new Moderation(hands.room);
  const concerned = (await moderation.sanctions()).filter((sanction) => sanction.kind === kind);
  const named = hands.whom(
    argument,
    concerned.map(({ user }) => user),
  );
  if (!named) return;
  await (kind === "ban" ? moderation.unban(named.user.id) : moderation.unmute(named.user.id));
  hands.done(`/un${kind} ${named.user.name}`);
}

/** A time that a text begins with, and what follows it. */
function timed(text: string): { readonly seconds?: number; readonly reason: string } {
  const [first = "", ...rest] = text.split(/\s+/);
  const seconds = parseDuration(first);
  return seconds === undefined ? { reason: text } : { seconds, reason: rest.join(" ") };
}

/** Seconds of slow mode, as they are written. */
function pause(argument: string): number {
  if (/^(off|0)$/i.test(argument)) return 0;
  const seconds = parseDuration(argument);
  if (seconds === undefined) throw new RoomError("bad_command", "A time is like 30s, 10m or 2h; off ends slow mode.");
  return seconds;
}

/** How far back something is taken back: all of it only where nothing else is written. */
function span(text: string): number | undefined {
  const seconds = parseDuration(text);
  if (text !== "" && seconds === undefined) throw new RoomError("bad_command", "A time is like 30s, 10m, 2h or 7d.");
  return seconds;
}

async function setRole(hands: SlashHands, name: string, role: "guest" | "moderator", argument: string): Promise<void> {
  await to(hands, name, argument, (_, { user }) => hands.room.command({ type: "role", user: user.id, role }));
}

/** What moderators write, in the order in which it is listed. */
export const MODERATION_ROWS = [
  {
    name: "report",
    aliases: [],
    usage: "<name> [reason]",
    what: "tell the moderators that what somebody said last is wrong",
    run: (hands, argument) =>
      to(hands, "report", argument, async (moderation, { user, text }) => {
        const said = hands.room.state.value.messages;
        const last = said.findLast((message) => message.user.id === user.id && message.deleted === undefined);
        if (!last) throw new RoomError("not_found", "There is no message of theirs here.");
        await moderation.report(last.seq, text);
      }),
  },
  {
    name: "kick",
    aliases: [],
    usage: "<name> [reason]",
    what: "send somebody away, who may come back",
    act: "kick",
    run: (hands, argument) =>
      to(hands, "kick", argument, (moderation, { user, text }) => moderation.kick(user.id, text)),
  },
  {
    name: "ban",
    aliases: [],
    usage: "<name> [time] [reason]",
    what: "keep somebody out: /ban Bo 7d spam",
    act: "ban",
    run: (hands, argument) =>
      to(hands, "ban", argument, (moderation, { user, text }) => moderation.ban(user.id, timed(text))),
  },
  {
    name: "unban",
    aliases: [],
    usage: "<name>",
    what: "let somebody in again",
    act: "ban",
    run: (hands, argument) => lift(hands, "ban", argument),
  },
  {
    name: "mute",
    aliases: [],
    usage: "<name> [time] [reason]",
    what: "let somebody write no more: /mute Bo 10m",
    act: "mute",
    run: (hands, argument) =>
      to(hands, "mute", argument, (moderation, { user, text }) => moderation.mute(user.id, timed(text))),
  },
  {
    name: "unmute",
    aliases: [],
    usage: "<name>",
    what: "let somebody write again",
    act: "mute",
    run: (hands, argument) => lift(hands, "mute", argument),
  },
  {
    name: "purge",
    aliases: [],
    usage: "<name> [time]",
    what: "take back what somebody said, in the last 10m",
    act: "purge",
    run: (hands, argument) =>
      to(hands, "purge", argument, (moderation, { user, text }) => moderation.purge(user.id, span(text))),
  },
  {
    name: "slow",
    aliases: [],
    usage: "<time>",
    what: "let everybody wait between two messages; /slow off",
    act: "configureTalk",
    run: async ({ room }, argument) => void (await room.configure({ slowMode: pause(argument) })),
  },
  {
    name: "lock",
    aliases: [],
    usage: "",
    what: "let nobody in any more but members",
    act: "configureTalk",
    run: async ({ room }) => void (await room.configure({ locked: true })),
  },
  {
    name: "unlock",
    aliases: [],
    usage: "",
    what: "let everybody in again",
    act: "configureTalk",
    run: async ({ room }) => void (await room.configure({ locked: false })),
  },
  {
    name: "mod",
    aliases: [],
    usage: "<name>",
    what: "make somebody a moderator",
    act: "promote",
    run: (hands, argument) => setRole(hands, "mod", "moderator", argument),
  },
  {
    name: "unmod",
    aliases: [],
    usage: "<name>",
    what: "make somebody a guest again",
    act: "promote",
    run: (hands, argument) => setRole(hands, "unmod", "guest", argument),
  },
] as const satisfies readonly SlashRow[];
