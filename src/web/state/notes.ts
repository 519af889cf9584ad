import type { EventOf } from "../../protocol/events.ts";
import type { User } from "../../protocol/fields.ts";

/** Who came, went and changed names between two messages, and what was done to whom. Known here alone, and only while the page is open. */
export interface Note {
  /** The message it stands after; 0 where there was none. */
  readonly afterSeq: number;
  readonly joined: readonly User[];
  readonly left: readonly User[];
  readonly renamed: readonly Renamed[];
  /** In the order in which it was done. */
  readonly deeds: readonly Deed[];
}

/** What was done to somebody. */
export type Deed = EventOf<"role"> | EventOf<"purge">;

interface Renamed {
  readonly user: User;
  readonly was: string;
}

export type PresenceEvent = EventOf<"join"> | EventOf<"leave"> | EventOf<"rename">;

/** Older ones are forgotten. */
const NOTES_MAX = 50;

/** Folds one event into the note after the latest message. Who comes and goes again leaves no trace. */
export function addToNotes(notes: readonly Note[], event: PresenceEvent | Deed, afterSeq: number): readonly Note[] {
  const last = notes.at(-1);
  const isOpen = last !== undefined && last.afterSeq === afterSeq;
  const note = fold(isOpen ? last : { afterSeq, joined: [], left: [], renamed: [], deeds: [] }, event);
  const before = isOpen ? notes.slice(0, -1) : notes;
  const isEmpty = note.joined.length + note.left.length + note.renamed.length + note.deeds.length === 0;
  return isEmpty ? before : [...before, note].slice(-NOTES_MAX);
}

function fold(note: Note, event: PresenceEvent | Deed): Note {
  if (event.type === "rename") return foldRename(note, event.user, event.was);
  if (event.type !== "join" && event.type !== "leave") {
    return { ...note, deeds: [...note.deeds, event].slice(-NOTES_MAX) };
  }
  const { user } = event;
  const [from, to] = event.type === "join" ? (["left", "joined"] as const) : (["joined", "left"] as const);
  if (note[from].some(isUser(user))) return { ...note, [from]: note[from].filter((other) => other.id !== user.id) };
  if (note[to].some(isUser(user))) return note;
  return { ...note, [to]: [...note[to], user] };
}

function foldRename(note: Note, user: User, was: string): Note {
  if (note.joined.some(isUser(user))) {
    return { ...note, joined: note.joined.map((other) => (other.id === user.id ? user : other)) };
  }
  const first = note.renamed.find((other) => other.user.id === user.id)?.was ?? was;
  const others = note.renamed.filter((other) => other.user.id !== user.id);
  return { ...note, renamed: first === user.name ? others : [...others, { user, was: first }] };
}

function isUser(user: User): (other: User) => boolean {
  return (other) => other.id === user.id;
}

/** The first names of a list, and how many are left over; one is never left over alone. */
export function headAndRest<T>(items: readonly T[], max: number): { head: readonly T[]; rest: number } {
  return items.length <= max + 1 ? { head: items, rest: 0 } : { head: items.slice(0, max), rest: items.length - max };
}
