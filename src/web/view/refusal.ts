import { CLOSED_BY_OPERATOR } from "../../protocol/errors.ts";
import type { Problem } from "../../protocol/result.ts";
import { isDirectName } from "../../protocol/direct-name.ts";
import { d } from "../i18n/door.ts";
import { momentText } from "../i18n/moment.ts";
import { problemText } from "../state/problems.ts";

/** What is told at the door, and what one can do there. */
export interface Refusal {
  readonly title: string;
  readonly hints: readonly string[];
  /** What the button says by which one tries again; none where that leads nowhere. */
  readonly again?: string;
  /** Elsewhere is the better choice. */
  readonly isOver?: boolean;
  /** Knowing the password helps. */
  readonly takesPassword?: boolean;
}

interface Refused {
  readonly room: string;
  readonly problem: Problem | undefined;
  /** Whether one was let in before, on this visit. */
  readonly wasIn: boolean;
}

/** Why one is not in a room. */
export function refusalOf({ room, problem, wasIn }: Refused): Refusal {
  switch (problem?.code) {
    case "unauthorized":
      return { title: d.refused, hints: [problemText(problem)], again: d.asNewGuest };
    // Once one is let in there is nothing else that may have gone.
    case "not_found":
      return { title: d.deleted, hints: [d.deletedHint], again: d.anew, isOver: true };
    case "password_required":
      return { title: d.password, hints: [d.passwordHint], takesPassword: true };
    case "members_only":
      return { title: wasIn ? d.notAnyMore : d.members, hints: [d.membersHint], again: d.again };
    case "locked":
      return { title: d.locked, hints: [d.lockedHint], again: d.again };
    case "room_full":
      return { title: d.full, hints: [d.fullHint], again: d.again };
    case "banned":
      return bannedBy(problem);
    case "forbidden":
      // Whose it is does not change: to try again leads nowhere.
      if (isDirectName(room)) return { title: d.direct, hints: [d.directHint], isOver: true };
      return problem.message.startsWith(CLOSED_BY_OPERATOR)
        ? closedFor(problem)
        : { title: d.refused, hints: [problem.message], again: d.again };
    default:
      return { title: d.refused, hints: problem ? [problemText(problem)] : [], again: d.again };
  }
}

/** The room is the operator's to open again [O3]. */
function closedFor({ message }: Problem): Refusal {
  const reason = reasonIn(message);
  const why = reason === undefined ? [] : [d.reason(reason)];
  return { title: d.closed, hints: [d.closedHint, ...why], again: d.again };
}

/** Who was only sent away may come back at once: then there is nothing to wait for. */
function bannedBy({ message, retryAfter }: Problem): Refusal {
  const reason = reasonIn(message);
  const why = reason === undefined ? [] : [d.reason(reason)];
  if (retryAfter === 0) return { title: d.kicked, hints: [...why, d.kickedHint], again: d.comeBack };
  const until = retryAfter === undefined ? d.bannedFor : d.bannedUntil(momentText(Date.now() + retryAfter));
  return { title: d.banned, hints: [...why, until], isOver: true };
}

/** What a moderator wrote follows the server's own sentence. */
function reasonIn(message: string): string | undefined {
  return /^[^.]*\. (.+)$/su.exec(message)?.[1];
}
