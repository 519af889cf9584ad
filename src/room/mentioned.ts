import type { You } from "../protocol/fields.ts";
import { MENTIONS_MAX } from "../protocol/limits.ts";
import { findMentions } from "../protocol/mentions.ts";
import { MAY } from "../protocol/permissions.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Room } from "./room.ts";
import type { Mentioned } from "./rows.ts";

/** What a command says of whom its text mentions. */
interface Said extends Mentioned {
  readonly text: string;
}

/**
 * [M2] Whom a text mentions: those of whom its author says so, else those whom it names among who is here; and in any case
 * the author of the message that it answers.
 * @returns `forbidden` where everybody is mentioned by somebody who may not
 */
export function mentionedBy(room: Room, you: You, said: Said, replyTo: number | undefined): Result<Mentioned> {
  const { ids, isHere } = said.mentions || said.here !== undefined ? declared(said) : named(room, said.text);
  if (isHere && !MAY.mentionAll(you, room.changes.settings)) {
    return fail("forbidden", "Only moderators may mention everybody here.");
  }
  const answered = replyTo === undefined ? undefined : room.changes.message(replyTo)?.message.user.id;
  ids.delete(you.id);
  const mentions = [...ids].slice(0, MENTIONS_MAX);
  if (answered !== undefined && answered !== you.id && !mentions.includes(answered)) mentions.push(answered);
  return ok({ ...(mentions.length > 0 && { mentions }), ...(isHere && { here: true }) });
}

interface Found {
  readonly ids: Set<string>;
  readonly isHere: boolean;
}

function declared({ mentions = [], here = false }: Said): Found {
  return { ids: new Set(mentions), isHere: here };
}

function named(room: Room, text: string): Found {
  if (!text.includes("@")) return { ids: new Set(), isHere: false };
  const found = findMentions(text, room.members.presence.names);
  return {
    ids: new Set(found.flatMap(({ user }) => user?.id ?? [])),
    isHere: found.some(({ user }) => user === undefined),
  };
}
