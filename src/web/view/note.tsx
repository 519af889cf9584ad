import { isolate } from "../i18n/format.ts";
import { later } from "../i18n/later.ts";
import type { User } from "../../protocol/fields.ts";
import { Deeds } from "../moderation/deeds.tsx";
import { headAndRest, type Note } from "../state/notes.ts";
import { labelIn } from "../state/people.ts";
import { memo } from "./memo.ts";

/** Names in one line; more are counted. */
const NAMES_MAX = 2;

interface NoteProps {
  readonly note: Note;
  readonly shared: ReadonlySet<string>;
}

/** Who came, went or changed names, and what was done to whom. Not read out: in a busy room it would talk over the messages. */
export const NoteView = memo<NoteProps>(({ note, shared }) => (
  <div class="note" aria-live="off">
    {note.joined.length > 0 && <p>{line(note.joined, shared, later.note.joined)}</p>}
    {note.renamed.map(({ user, was }) => (
      <p key={user.id}>
        {later.note.renamed(isolate(labelIn({ ...user, name: was }, shared)), isolate(labelIn(user, shared)))}
      </p>
    ))}
    {note.deeds.length > 0 && <Deeds deeds={note.deeds} shared={shared} />}
    {/* Whoever left did, and was, before that what stands above. */}
    {note.left.length > 0 && <p>{line(note.left, shared, later.note.left)}</p>}
  </div>
));

function line(
  users: readonly User[],
  shared: ReadonlySet<string>,
  sentence: (names: readonly string[], others: number) => string,
): string {
  const { head, rest } = headAndRest(users, NAMES_MAX);
  return sentence(
    head.map((user) => isolate(labelIn(user, shared))),
    rest,
  );
}
