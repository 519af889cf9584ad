import { useLayoutEffect, useState } from "preact/hooks";
import { type CommandNote, noteOf } from "../state/command-note.ts";
import type { Session } from "../state/session.ts";

/** The note of the last command, as long as what stands beside it does. @param text what is in the field */
export function useCommandNote(session: Session, text: string): CommandNote | undefined {
  const held = noteOf(session);
  const [note, setNote] = useState(held.value);
  useLayoutEffect(() => {
    setNote(held.value);
    return held.subscribe(setNote);
  }, [held]);
  // Not later: there may be a note of a command by then.
  useLayoutEffect(() => {
    if (held.value && held.value.beside !== text) held.set(undefined);
  }, [text]);
  return note?.beside === text ? note : undefined;
}
