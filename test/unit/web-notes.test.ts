import { describe, expect, test } from "vitest";
import { addPresence, headAndRest, type Note, type PresenceEvent } from "../../src/web/state/notes.ts";

const user = (name: string, id = name) => ({ id, name });
const join = (name: string): PresenceEvent => ({ type: "join", user: user(name), online: 1 });
const leave = (name: string): PresenceEvent => ({ type: "leave", user: user(name), online: 1 });
const rename = (id: string, was: string, name: string): PresenceEvent => ({
  type: "rename",
  user: user(name, id),
  was,
});

function fold(...events: PresenceEvent[]): readonly Note[] {
  return events.reduce<readonly Note[]>((notes, event) => addPresence(notes, event, 7), []);
}

describe("folding", () => {
  test("who comes between two messages is told in one note", () => {
    expect(fold(join("ann"), join("bo"), join("ann"))).toEqual([
      { afterSeq: 7, joined: [user("ann"), user("bo")], left: [], renamed: [] },
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
    const notes = addPresence(fold(join("ann")), leave("ann"), 8);
    expect(notes.map((note) => note.afterSeq)).toEqual([7, 8]);
  });

  test("old notes are forgotten", () => {
    let notes: readonly Note[] = [];
    for (let seq = 1; seq <= 80; seq++) notes = addPresence(notes, join(`guest ${seq}`), seq);
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
