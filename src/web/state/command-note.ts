import { Value } from "../../client/observable.ts";
import type { Session } from "./session.ts";

/** What became of a command. */
export interface CommandNote {
  /** It was carried out; otherwise it stays where it was written. */
  readonly isDone: boolean;
  /** What is said of that. */
  readonly text?: string;
  /** The commands are to be shown. */
  readonly isHelp?: boolean;
  /** What is in the field beside it; the note goes when that changes. */
  readonly beside: string;
}

const notes = new WeakMap<Session, Value<CommandNote | undefined>>();

/** The note of the last command in a room. */
export function noteOf(session: Session): Value<CommandNote | undefined> {
  let note = notes.get(session);
  if (!note) notes.set(session, (note = new Value<CommandNote | undefined>(undefined)));
  return note;
}
