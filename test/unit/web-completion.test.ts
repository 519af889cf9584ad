import { describe, expect, it } from "vitest";
import { SLASH_COMMANDS } from "../../src/client/index.ts";
import type { Message } from "../../src/protocol/events.ts";
import type { User } from "../../src/protocol/fields.ts";
import type { Role } from "../../src/protocol/fields.ts";
import { tagOf } from "../../src/protocol/people.ts";
import { commandsDe } from "../../src/web/i18n/commands-de.ts";
import { commandsEn } from "../../src/web/i18n/commands-en.ts";
import { createFormat } from "../../src/web/i18n/format.ts";
import { findCommands } from "../../src/web/state/command-source.ts";
import { moveActive, offerOf, takesEnter, type Option } from "../../src/web/state/completion.ts";
import { findPeople } from "../../src/web/state/people-source.ts";
import { sharedNames } from "../../src/web/state/shared-names.ts";
import { sayingOf } from "../../src/web/state/saying.ts";

const english = commandsEn(createFormat("en"));
const german = commandsDe(createFormat("de"));

const user = (name: string, id = name): User => ({ id, name });

function message(seq: number, by: User, text = "x"): Message {
  return { type: "message", seq, id: `m${seq}`, user: by, text, at: seq };
}

/** What is offered for a word, as it would be written. */
function people(query: string, members: readonly User[], authors: readonly User[] = []): string[] {
  const shared = sharedNames([...members, ...authors], new Set());
  const messages = authors.map((by, index) => message(index + 1, by));
  return findPeople(query, { members, messages, ownId: "me", shared }, "everybody").map(({ insert }) => insert);
}

/** What is offered for the beginning of a command. */
function commands(query: string, role: Role = "guest"): string[] {
  return findCommands(query, english.commands, { role }).map(({ insert }) => insert);
}

describe("people", () => {
  it("who is here comes first, then who wrote here; each name once", () => {
    expect(people("a", [user("Ada"), user("Bo")], [user("Al"), user("Ada")])).toEqual(["@Ada ", "@Al "]);
  });

  it("a name that begins like that comes before one with a word that does", () => {
    expect(people("m", [user("Ann Marie"), user("Max")], [user("Moe")])).toEqual(["@Max ", "@Ann Marie ", "@Moe "]);
  });

  it("who spoke last comes first, who never did by name", () => {
    const members = ["Zoe", "Ada", "Bo", "Cy"].map((name) => user(name));
    expect(people("", members, [user("Cy"), user("Bo"), user("Dan")])).toEqual([
      "@Bo ",
      "@Cy ",
      "@Ada ",
      "@Zoe ",
      "@Dan ",
      "@here ",
    ]);
  });

  it("are called what they are called now, and oneself is not among them", () => {
    expect(people("", [user("Zoe", "1"), user("Me", "me")], [user("Zo", "1"), user("Me", "me")])).toEqual([
      "@Zoe ",
      "@here ",
    ]);
  });

  it("at most 8 are offered, everybody among them where that fits", () => {
    const crowd = Array.from({ length: 20 }, (_, index) => user(`Ann ${index}`));
    expect(people("ann", crowd)).toHaveLength(8);
    expect(people("", crowd)).toHaveLength(8);
    expect(people("", crowd).at(-1)).toBe("@here ");
    expect(people("HE", [user("Helen")])).toEqual(["@Helen ", "@here "]);
    expect(people("hi", [user("Helen")])).toEqual([]);
  });

  it("of one name have their tag, and so has who is called as everybody is", () => {
    const members = [user("Sam", "1"), user("sam", "2"), user("Here", "3")];
    expect(people("s", members)).toEqual([`@sam${tagOf("2")} `, `@Sam${tagOf("1")} `]);
    expect(people("h", members)).toEqual([`@Here${tagOf("3")} `, "@here "]);
    const crowd = { members, messages: [], ownId: undefined, shared: sharedNames(members, new Set()) };
    expect(findPeople("s", crowd, "everybody")).toMatchObject([{ label: "sam", hint: tagOf("2") }, { label: "Sam" }]);
  });
});

describe("commands", () => {
  it("are all offered at first that one may use", () => {
    expect(commands("", "owner")).toHaveLength(SLASH_COMMANDS.length);
    expect(commands("k", "guest")).toEqual([]);
    expect(commands("k", "moderator")).toEqual(["/kick "]);
  });

  it.each([
    ["S", ["/shrug ", "/search "]],
    ["le", ["/leave"]],
    ["who", ["/who"]],
    ["x", []],
  ])("%j finds %j", (query, found) => {
    expect(commands(query)).toEqual(found);
  });

  it("are explained in every language, with the same marks as in the table", () => {
    for (const { commands } of [english, german]) {
      for (const { name, usage } of SLASH_COMMANDS) {
        expect(commands[name].usage.slice(0, 1)).toBe(usage.slice(0, 1));
        expect(commands[name].what).not.toBe("");
      }
    }
  });

  it("count in both languages", () => {
    expect(english.count(1)).toBe("1 suggestion");
    expect(english.people(["Ann"], 2)).toBe("Ann and 2 others");
    expect(german.count(3)).toBe("3 Vorschläge");
    expect(german.people(["Ann", "Bo"], 1)).toBe("Ann, Bo und 1 weitere Person");
  });
});

describe("what is offered", () => {
  const options: Option[] = ["@Ann ", "@Anna "].map((insert) => ({ key: insert, insert, label: insert }));

  it("has one that is active; after the last comes the first", () => {
    const offer = offerOf("@an", options)!;
    expect([offer.active, moveActive(offer, 1).active, moveActive(offer, -1).active]).toEqual([0, 1, 1]);
    expect(moveActive(moveActive(offer, 1), 1).active).toBe(0);
    expect(offerOf("@an", [])).toBeUndefined();
  });

  it("Enter takes it, unless it is all written already and none was chosen", () => {
    expect(takesEnter(offerOf("@an", options)!)).toBe(true);
    expect(takesEnter(offerOf("@ann", options)!)).toBe(true);
    const whole = offerOf("@Ann", options)!;
    expect(takesEnter(whole)).toBe(false);
    expect(takesEnter(moveActive(whole, 1))).toBe(true);
  });
});

it("[E5] an action in one line says who does it", () => {
  expect(sayingOf(message(1, user("Ann"), "/me waves"))).toBe("Ann waves");
  expect(sayingOf(message(1, user("Ann"), "hello"))).toBe("hello");
});
