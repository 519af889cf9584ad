import { CHANGES_KEPT } from "../../client/config.ts";
import { applyChange, countReply } from "../../client/fold.ts";
import type { Ack, Change, EventOf, Message } from "../../protocol/events.ts";

/** A message as it is by now. */
interface Known {
  readonly message: Message;
  /** What was done up to this `seq` is in it. */
  readonly until: number;
}

/** What changes a thread: an answer to any of its messages, or something that was done to one, or to many. */
export type Done = Change | Message | EventOf<"purge">;

/** A message and what answers it, as far as that is held here. */
export interface Thread {
  /** Of the message that is answered. */
  readonly seq: number;
  /** That message; null where the room does not hold it, undefined until that is known. */
  readonly root: Known | null | undefined;
  /** What answers it, ascending by `seq`. */
  readonly answers: readonly Known[];
  /** Answers after this one, and before what came since, are still to be asked for; undefined where none are. */
  readonly gapAfter: number | undefined;
  /** What was told as of a later moment than its own, for one had missed it, is as of this one. */
  readonly recovered: number;
  /** What was done lately: a page that was made before does not know of it. */
  readonly recent: readonly Done[];
}

/** A thread of which nothing is known yet. @param seq of the message that is answered */
export function emptyThread(seq: number): Thread {
  return { seq, root: undefined, answers: [], gapAfter: seq, recovered: 0, recent: [] };
}

/** Takes a page of history that begins with the message that is answered, where the room holds it. */
export function takeRoot(thread: Thread, { messages = [], head = 0 }: Ack): Thread {
  const message = messages.find(({ seq }) => seq === thread.seq);
  return { ...thread, root: message ? caughtUp({ message, until: head }, thread.recent) : null };
}

/** Takes a page of answers that was asked for from the gap on. */
export function takePage(thread: Thread, { messages = [], head = 0, more }: Ack): Thread {
  const held = new Set(thread.answers.map(({ message }) => message.seq));
  const page = messages
    .filter(({ seq }) => !held.has(seq))
    .map((message) => caughtUp(answer(message, head), thread.recent));
  const answers = [...thread.answers, ...page].toSorted((a, b) => a.message.seq - b.message.seq);
  return { ...thread, answers, gapAfter: more ? messages.at(-1)?.seq : undefined };
}

/** What is told after this was missed: each message of it is as it is now. @param head of the log */
export function takeRecovery(thread: Thread, head: number): Thread {
  return { ...thread, recovered: head };
}

/** Takes what was said or done in the room. The same thread where it is none of its business. */
export function takeEvent(thread: Thread, event: Done): Thread {
  if (event.type === "message" && event.replyTo === undefined) return thread;
  const change = (known: Known): Known => (concerns(event, known.message) ? changed(known, event) : known);
  const recent = [...thread.recent, event].slice(-CHANGES_KEPT);
  const root = thread.root && change(thread.root);
  const answers = thread.answers.map(change);
  const isHeld = answers.some(({ message }) => message.seq === event.seq);
  if (event.type === "message" && event.replyTo === thread.seq && !isHeld) {
    answers.push(answer(event, Math.max(event.seq, thread.recovered)));
  }
  return { ...thread, root, answers, recent };
}

/** In a thread it goes without saying what is answered. */
function answer(message: Message, until: number): Known {
  const { replyTo: _, ...rest } = message;
  return { message: rest, until };
}

function caughtUp(known: Known, recent: readonly Done[]): Known {
  return recent.filter((event) => concerns(event, known.message)).reduce(changed, known);
}

/** Whether an event may change a message. Whose a purge takes back, it says itself. */
function concerns(event: Done, { seq }: Message): boolean {
  if (event.type === "purge") return true;
  return (event.type === "message" ? event.replyTo : event.target) === seq;
}

function changed(known: Known, event: Done): Known {
  if (event.seq <= known.until) return known;
  const message = event.type === "message" ? countReply(known.message) : applyChange(known.message, event);
  return { ...known, message };
}

/** The answers before the gap and after it. */
export function partsOf({ answers, gapAfter = Infinity }: Thread): {
  readonly before: readonly Message[];
  readonly after: readonly Message[];
} {
  const messages = answers.map(({ message }) => message);
  const isBefore = ({ seq }: Message) => seq <= gapAfter;
  return { before: messages.filter(isBefore), after: messages.filter((message) => !isBefore(message)) };
}
