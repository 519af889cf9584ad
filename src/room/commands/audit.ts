import type { CommandOf } from "../../protocol/commands.ts";
import { PAGE_DEFAULT } from "../../protocol/limits.ts";
import { may } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** [K9] A page of what moderators did, the newest first. */
export function audit(room: Room, link: Link, { before, limit = PAGE_DEFAULT }: CommandOf<"audit">): Outcome {
  if (!may(room.roles.asHere(link.state.you), "audit")) return fail("forbidden", "Only moderators see what was done.");
  // What was done a moment ago may not be written yet.
  room.outbox.catchUp();
  return { ack: room.log.exists ? room.audit.page(before, limit) : { entries: [], more: false } };
}
