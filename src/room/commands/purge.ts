import { PURGE_LOOKED_BACK, PURGE_MAX, SCAN_ROWS_PER_TOKEN } from "../../config.ts";
import type { CommandOf } from "../../protocol/commands.ts";
import { may } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import { asUser, maySanction, whomOf } from "../person.ts";
import { answerRepeat } from "../repeat.ts";
import type { Room } from "../room.ts";
import { takenBack } from "../rows.ts";

/** [K5] Takes back what somebody said, all of it at once: one event, however much it was. Where there was nothing, nobody is told. */
export function purge(room: Room, link: Link, command: CommandOf<"purge">): Outcome {
  const { user, seconds } = command;
  const you = room.roles.asHere(link.state.you);
  const repeat = answerRepeat(room, link, command, (first) => first.type === "purge" && first.whom.id === user);
  if (repeat) return repeat;
  const isTheirs = may(you, "purge") && (user === you.id || maySanction(room, you, user));
  if (!isTheirs) return fail("forbidden", "Moderators may take back what those said who are less than they are.");
  const looked = Math.min(room.log.length, PURGE_LOOKED_BACK) / SCAN_ROWS_PER_TOKEN;
  const retryAfter = room.rates.change(you.id) || room.rates.scan(you.id, looked);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  // What is still on its way is taken back, too.
  room.outbox.catchUp();
  const since = seconds === undefined ? 0 : room.ports.now() - seconds * 1000;
  const seqs = room.log.archive.saidBy(user, { after: room.log.head - PURGE_LOOKED_BACK, since, limit: PURGE_MAX });
  const from = seqs.at(-1);
  if (from === undefined) return { ack: {} };
  const whom = whomOf(room, user);
  const event = room.newEvent(you, command.id);
  const gone = new Set(seqs);
  for (const seq of gone) {
    const kept = room.changes.message(seq);
    if (kept) room.changes.set(takenBack(kept, event.at));
  }
  const { pins } = room.changes;
  const unpinned = pins.filter((seq) => gone.has(seq));
  if (unpinned.length > 0) room.changes.setFacts({ pins: pins.filter((seq) => !gone.has(seq)) });
  const detail = { messages: seqs.length, ...(seconds !== undefined && { seconds }) };
  room.changes.write(room.audit.entry(you, "purge", { user: asUser(whom), detail }));
  return { commit: { type: "purge", ...event, whom: asUser(whom), from, ...(unpinned.length > 0 && { unpinned }) } };
}
