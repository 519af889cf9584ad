import type { CommandOf } from "../../protocol/commands.ts";
import { may } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import { tell, type Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import { asUser } from "../person.ts";
import type { Room } from "../room.ts";

/** [K7] Tells the moderators that a message is wrong. What one has reported already, one has. */
export function report(room: Room, link: Link, { seq, reason }: CommandOf<"report">): Outcome {
  const { you } = link.state;
  // It is looked at with the text that it has now, and its place must be sure.
  room.outbox.catchUp();
  const kept = room.changes.message(seq);
  if (!kept) return fail("not_found", "There is no message at seq.");
  const { user: author, text } = kept.message;
  if (author.id === you.id) return fail("forbidden", "One's own message one takes back.");
  if (room.reports.has(you.id, seq)) return { ack: {} };
  // Guests are free: many of one address are to leave room for what others report.
  const isMereGuest = room.roles.asHere(you).role === "guest";
  const retryAfter = room.rates.report((isMereGuest ? link.state.mark : undefined) ?? you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many reports at once.", retryAfter);
  const at = room.ports.now();
  const entry = { seq, author: asUser(author), text, by: asUser(you), at, ...(reason && { reason }) };
  const added = room.reports.add(entry);
  if (!added.ok) return added;
  for (const other of room.outbox.links) {
    if (may(room.roles.asHere(other.state.you), "reports")) tell(other, [{ type: "report", ...added.value }]);
  }
  // Of a room that nobody looks after the operator does.
  room.registration.tell();
  return { ack: {} };
}

/** What was reported and nobody has dealt with, the oldest first. */
export function reports(room: Room, link: Link, _command: CommandOf<"reports">): Outcome {
  if (!may(room.roles.asHere(link.state.you), "reports")) return ONLY_MODERATORS;
  return { ack: { reports: room.reports.list() } };
}

/** A report has been dealt with: nothing is left of it but that somebody did. */
export function resolve(room: Room, link: Link, { report: number }: CommandOf<"resolve">): Outcome {
  const you = room.roles.asHere(link.state.you);
  if (!may(you, "reports")) return ONLY_MODERATORS;
  const open = room.log.exists ? room.reports.find(number) : undefined;
  if (open?.author.id === you.id && !may(you, "own"))
    return fail("forbidden", "Others deal with what was reported of one.");
  const entry = open && room.reports.resolve(number);
  if (!entry) return fail("not_found", "There is no such report any more.");
  room.audit.add(you, "resolve", { user: entry.author, detail: { seq: entry.seq, by: entry.by.name } });
  room.registration.tell();
  return { ack: {} };
}

const ONLY_MODERATORS = fail("forbidden", "Only moderators see what was reported.");
