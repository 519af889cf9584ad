import type { EventOf, ServerEvent } from "./events.ts";
import type { User } from "./fields.ts";

/** One line of text mode, and whose doing it tells of. */
export interface TextLine {
  readonly text: string;
  /** The bare text, where somebody said it. */
  readonly raw?: string;
  /** The id of the user who did it. */
  readonly by?: string;
  /** Whether it is left out for those who did it, unless they ask for their echo. */
  readonly own?: "echo" | "hide";
}

/**
 * [T1] What text mode says of an event: lines of the room itself begin with `* `. Most events have nothing to say there.
 * @param label what a user is called, with what tells them from others [N1]
 */
export function textLines(event: ServerEvent, label: (user: User) => string): readonly TextLine[] {
  switch (event.type) {
    case "welcome":
      return [
        { text: `* welcome to ${event.room}, ${label(event.you)}` },
        ...event.events.flatMap((told) => textLines(told, label)),
      ];
    case "message":
      // What was taken back before one came has nothing to say.
      if (event.deleted !== undefined) return [];
      return [{ text: `${label(event.user)}: ${event.text}`, raw: event.text, by: event.user.id, own: "echo" }];
    case "edit":
      return event.text === "" ? [] : [{ text: `* ${label(event.user)} changed a message: ${event.text}` }];
    case "delete":
      return [{ text: `* ${label(event.user)} took a message back` }];
    case "pin":
      return [{ text: `* ${label(event.user)} ${event.on ? "pinned a message" : "took a message off the pinned"}` }];
    case "room":
      return roomLines(event, label(event.user));
    case "join":
      return [{ text: `* ${label(event.user)} joined`, by: event.user.id, own: "hide" }];
    case "leave":
      return [{ text: `* ${label(event.user)} left`, by: event.user.id, own: "hide" }];
    case "rename":
      // Who is called the same looks otherwise now, which nobody sees here.
      return event.was === event.user.name
        ? []
        : [{ text: `* ${label({ ...event.user, name: event.was })} is now ${label(event.user)}` }];
    case "role":
      return [{ text: `* ${label(event.user)} made ${label(event.whom)} ${ROLE_WORDS[event.role]}` }];
    case "purge":
      return [{ text: `* ${label(event.user)} took back what ${label(event.whom)} had said` }];
    case "notice":
      return [{ text: `* notice: ${event.text}` }];
    case "muted":
      return [{ text: mutedLine(event) }];
    case "report":
      return [{ text: `* ${label(event.by)} reported a message of ${label(event.author)}` }];
    case "error":
      return [{ text: `* error: ${event.message}` }];
    case "bye":
      return [{ text: `* bye: ${event.reason}` }];
    case "unknown":
    case "reaction":
    case "presence":
    case "read":
    case "typing":
    case "ack":
      return [];
  }
}

const ROLE_WORDS = { guest: "a guest", member: "a member", moderator: "a moderator", owner: "an owner" } as const;

function mutedLine({ until, forever }: EventOf<"muted">): string {
  if (forever) return "* you may not write here any more";
  return until === undefined
    ? "* you may write again"
    : `* you may not write here until ${new Date(until).toISOString()}`;
}

function roomLines({ settings: { topic, ...rest } }: EventOf<"room">, name: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  if (topic === "") lines.push({ text: `* ${name} took the topic away` });
  else if (topic !== undefined) lines.push({ text: `* ${name} set the topic: ${topic}` });
  if (Object.keys(rest).length > 0) lines.push({ text: `* ${name} changed the room's settings` });
  return lines;
}
