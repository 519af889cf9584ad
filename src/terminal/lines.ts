import { actionOf } from "../protocol/action.ts";
import type { EventOf, Message, ServerEvent } from "../protocol/events.ts";
import type { User } from "../protocol/fields.ts";

/** How something stands out. Without colours it does not. */
export interface Paint {
  /** With what tells the user from others [N1]. */
  name(user: User): string;
  faint(text: string): string;
  alarm(text: string): string;
}

/** What other people write must not move the cursor, ring or repaint: no control characters, no bidirectional overrides. */
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;

/** Text that is safe in a terminal, on one line or with the others indented. */
export function safe(text: string, indent = "      "): string {
  return text.replace(LINE_BREAK, "\n").replace(UNSAFE, "\u{FFFD}").replaceAll("\n", `\n${indent}`);
}

/** A name, safe, in the user's colour. */
function named(user: User, paint: Paint): string {
  return paint.name({ ...user, name: safe(user.name) });
}

/** The line of a message: `12:03 ann: hello`. */
export function messageLine(message: Message, paint: Paint): string {
  return `${paint.faint(timeOf(message.at))} ${said(message, paint)}`;
}

/** The line of a message that was looked for, and may be of any day: `2026-01-31 12:03 ann: hello`. */
export function foundLine(message: Message, paint: Paint): string {
  return `${paint.faint(`${dayOf(message.at)} ${timeOf(message.at)}`)} ${said(message, paint)}`;
}

/**
 * What somebody said, or with a star what they do [E5]: `* ann waves`. Only a line of this program itself begins with a star,
 * this one with a time; and no name does.
 */
function said({ user, text }: Message, paint: Paint): string {
  const action = actionOf(text);
  if (action === undefined) return `${named(user, paint)}: ${safe(text)}`;
  return `${paint.faint("*")} ${named(user, paint)} ${safe(action)}`;
}

/** The line of anything else that somebody should know of; undefined for what nobody should. */
export function noticeLine(event: ServerEvent, paint: Paint): string | undefined {
  switch (event.type) {
    case "join":
      return paint.faint("* ") + named(event.user, paint) + paint.faint(` joined, ${event.online} here`);
    case "leave":
      return paint.faint("* ") + named(event.user, paint) + paint.faint(` left, ${event.online} here`);
    case "rename":
      // Who is called the same looks otherwise now, which nobody sees here.
      if (event.was === event.user.name) return undefined;
      return (
        paint.faint("* ") +
        named({ ...event.user, name: event.was }, paint) +
        paint.faint(" is now ") +
        named(event.user, paint)
      );
    case "room":
      return topicLine(event, paint);
    case "notice":
      return `${paint.faint(timeOf(event.at))} ${paint.alarm(`* notice: ${safe(event.text)}`)}`;
    case "bye":
      return paint.faint(`* ${safe(event.reason)}`);
    default:
      return undefined;
  }
}

function topicLine({ user, settings: { topic } }: EventOf<"room">, paint: Paint): string | undefined {
  if (topic === undefined) return undefined;
  const change = topic === "" ? " took the topic away" : ` set the topic: ${safe(topic)}`;
  return paint.faint("* ") + named(user, paint) + paint.faint(change);
}

/** Hours and minutes of this place. @param at ms since 1970 */
function timeOf(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map(twoDigits).join(":");
}

/** The date at this place. @param at ms since 1970 */
function dayOf(at: number): string {
  const time = new Date(at);
  return [String(time.getFullYear()), ...[time.getMonth() + 1, time.getDate()].map(twoDigits)].join("-");
}

function twoDigits(part: number): string {
  return String(part).padStart(2, "0");
}
