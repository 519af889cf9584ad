import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { EventOf, ServerEvent } from "../../src/protocol/events.ts";
import { Name } from "../../src/protocol/fields.ts";
import { textLines as linesOf } from "../../src/protocol/text-lines.ts";

const user = { id: "u", name: "Ann" };
const textLines = (event: ServerEvent) => linesOf(event, ({ name }) => name);
const message: EventOf<"message"> = { type: "message", seq: 1, id: "a", user, text: "hi\nthere", at: 1 };

describe("textLines", () => {
  const told: readonly (readonly [ServerEvent, readonly string[]])[] = [
    [message, ["Ann: hi\nthere"]],
    // Else "/me joined" would be told as the room tells of somebody who comes.
    [{ ...message, text: "/me joined" }, ["Ann: /me joined"]],
    [{ type: "join", user, online: 2 }, ["* Ann joined"]],
    [{ type: "leave", user, online: 1 }, ["* Ann left"]],
    [{ type: "rename", user, was: "Bo" }, ["* Bo is now Ann"]],
    [{ type: "error", code: "too_big", message: "Too long." }, ["* error: Too long."]],
    [{ type: "bye", code: 4_500, reason: "Enough." }, ["* bye: Enough."]],
    [{ type: "presence", online: 300 }, []],
    [{ type: "typing", user, on: true }, []],
    [{ type: "ack", id: "a", seq: 1 }, []],
  ];

  it.each(told)("[T1] %j", (event, lines) => {
    expect(textLines(event).map(({ text }) => text)).toEqual(lines);
  });

  it("[T1] [N1] everybody in a line is called by the label that they are given", () => {
    const bo = { id: "b", name: "Bo" };
    const events: ServerEvent[] = [
      message,
      { type: "rename", user, was: "Bo" },
      { type: "role", seq: 2, id: "r", at: 1, user, whom: bo, role: "owner" },
      { type: "room", seq: 3, id: "s", at: 1, user, settings: { topic: "tea" } },
    ];
    const labelled = events.flatMap((event) => linesOf(event, ({ id, name }) => `${name}#${id}`));
    expect(labelled.map(({ text }) => text)).toEqual([
      "Ann#u: hi\nthere",
      "* Bo#u is now Ann#u",
      "* Ann#u made Bo#b an owner",
      "* Ann#u set the topic: tea",
    ]);
    expect(labelled[0]!.raw).toBe("hi\nthere");
  });

  it("[T1] only what somebody said has a bare text", () => {
    expect(textLines(message)).toMatchObject([{ raw: "hi\nthere", by: "u" }]);
    for (const [event] of told.filter(([event]) => event.type !== "message"))
      for (const line of textLines(event)) expect(line.raw).toBeUndefined();
  });

  it("[T1] what somebody said never begins like a line of the room", () => {
    const name = fc.string({ unit: fc.constantFrom("*", " ", "a", ":"), minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(name, (raw) => {
        const parsed = v.safeParse(Name, raw);
        fc.pre(parsed.success);
        const [line] = textLines({ ...message, user: { id: "u", name: parsed.output } });
        expect(line!.text.startsWith("* ")).toBe(false);
      }),
    );
  });
});
