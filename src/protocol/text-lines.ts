import type { EventOf, ServerEvent } from "./events.ts";

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

/** [T1] What text mode says of an event: lines of the room itself begin with `* `. Most events have nothing to say there. */
export function textLines(event: ServerEvent): readonly TextLine[] {
  switch (event.type) {
    case "welcome":
      return [{ text: `* welcome to ${event.room}, ${event.you.name}` }, ...event.events.flatMap(textLines)];
    case "message":
      // What was taken back before one came has nothing to say.
      if (event.deleted !== undefined) return [];
      return [{ text: `${event.user.name}: ${event.text}`, raw: event.text, by: event.user.id, own: "echo" }];
    case "edit":
      return event.text === "" ? [] : [{ text: `* ${event.user.name} changed a message: ${event.text}` }];
    case "delete":
      return [{ text: `* ${event.user.name} took a message back` }];
    case "pin":
      return [{ text: `* ${event.user.name} ${event.on ? "pinned a message" : "took a message off the pinned"}` }];
    case "room":
      return roomLines(event);
    case "join":
      return [{ text: `* ${event.user.name} joined`, by: event.user.id, own: "hide" }];
    case "leave":
      return [{ text: `* ${event.user.name} left`, by: event.user.id, own: "hide" }];
    case "rename":
      // Who is called the same looks otherwise now, which nobody sees here.
      return event.was === event.user.name ? [] : [{ text: `* ${event.was} is now ${event.user.name}` }];
    case "role":
      return [{ text: `* ${event.user.name} made ${event.whom.name} ${ROLE_WORDS[event.role]}` }];
    case "purge":
      return [{ text: `* ${event.user.name} took back what ${event.whom.name} had said` }];
    case "notice":
      return [{ text: `* notice: ${event.text}` }];
    case "muted":
      return [{ text: mutedLine(event) }];
    case "report":
      return [{ text: `* ${event.by.name} reported a message of ${event.author.name}` }];
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

function roomLines({ user, settings: { topic, ...rest } }: EventOf<"room">): readonly TextLine[] {
  const lines: TextLine[] = [];
  if (topic === "") lines.push({ text: `* ${user.name} took the topic away` });
  else if (topic !== undefined) lines.push({ text: `* ${user.name} set the topic: ${topic}` });
  if (Object.keys(rest).length > 0) lines.push({ text: `* ${user.name} changed the room's settings` });
  return lines;
}
