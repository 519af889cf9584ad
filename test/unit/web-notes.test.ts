import { describe, expect, test } from "vitest";
import { addToNotes, headAndRest, type Note, type PresenceEvent } from "../../src/web/state/notes.ts";

const user = (name: string, id = name) => ({ id, name });
const join = (name: string): PresenceEvent => ({ type: "join", user: user(name), online: 1 });
const leave = (name: string): PresenceEvent => ({ type: "leave", user: user(name), online: 1 });
const rename = (id: string, was: string, name: string): PresenceEvent => ({
  type: "rename",
  user: user(name, id),
  was,
});

function fold(...events: PresenceEvent[]): readonly Note[] {
  return events.reduce<readonly Note[]>((notes, event) => addToNotes(notes, event, 7), []);
}

describe("folding", () => {
  test("who comes between two messages is told in one note", () => {
    expect(fold(join("ann"), join("bo"), join("ann"))).toEqual([
      { afterSeq: 7, joined: [user("ann"), user("bo")], left: [], renamed: [], deeds: [] },
    ]);
  });

  test("who comes and goes, or goes and comes back, leaves no trace", () => {
    expect(fold(join("ann"), leave("ann"))).toEqual([]);
    expect(fold(leave("ann"), join("ann"))).toEqual([]);
    expect(fold(join("ann"), join("bo"), leave("ann"))[0]?.joined).toEqual([user("bo")]);
  });

  test("who comes and takes another name came under that", () => {
    expect(fold(join("ann"), rename("ann", "ann", "Anna"))[0]).toMatchObject({
      joined: [user("Anna", "ann")],
      renamed: [],
    });
  });

  test("names changed twice are told once, and not at all when it is the old one again", () => {
    expect(fold(rename("a", "ann", "Anna"), rename("a", "Anna", "Annika"))[0]?.renamed).toEqual([
      { user: user("Annika", "a"), was: "ann" },
    ]);
    expect(fold(rename("a", "ann", "Anna"), rename("a", "Anna", "ann"))).toEqual([]);
  });

  test("after another message there is another note", () => {
    const notes = addToNotes(fold(join("ann")), leave("ann"), 8);
    expect(notes.map((note) => note.afterSeq)).toEqual([7, 8]);
  });

  test("old notes are forgotten", () => {
    let notes: readonly Note[] = [];
    for (let seq = 1; seq <= 80; seq++) notes = addToNotes(notes, join(`guest ${seq}`), seq);
    expect(notes).toHaveLength(50);
    expect(notes.at(-1)?.afterSeq).toBe(80);
  });
});

test.each([
  [["a", "b", "c"], { head: ["a", "b", "c"], rest: 0 }],
  [["a", "b", "c", "d"], { head: ["a", "b"], rest: 2 }],
])("of the names %j two are told and one is never left over alone", (names, expected) => {
  expect(headAndRest(names, 2)).toEqual(expected);
});

test("what was done to somebody is told in the order in which it was done, beside who came", () => {
  const role = {
    type: "role",
    seq: 8,
    id: "1",
    at: 1,
    user: user("ann"),
    whom: user("bo"),
    role: "moderator",
  } as const;
  const purge = { type: "purge", seq: 9, id: "2", at: 2, user: user("bo"), whom: user("cy"), from: 1 } as const;
  let notes: readonly Note[] = fold(join("ann"));
  for (const deed of [role, purge]) notes = addToNotes(notes, deed, 7);
  expect(notes).toEqual([{ afterSeq: 7, joined: [user("ann")], left: [], renamed: [], deeds: [role, purge] }]);
  // Whoever goes again leaves no trace, but what was done stays.
  expect(addToNotes(notes, leave("ann"), 7)[0]).toMatchObject({ joined: [], deeds: [role, purge] });
});
