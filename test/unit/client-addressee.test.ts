import { describe, expect, it } from "vitest";
import { addressedTo } from "../../src/client/addressee.ts";
import type { Message } from "../../src/protocol/events.ts";
import { tagOf } from "../../src/protocol/people.ts";

const ME = { id: "me", name: "Me", role: "guest" as const };
const BO = { id: "bo", name: "Bo" };
const BO_ÅBERG = { id: "aberg", name: "Bo Åberg" };
const SAM = { id: "s1", name: "Sam" };
const SAM_TOO = { id: "s2", name: "sam" };
const GONE = { id: "gone", name: "Gone" };

const message: Message = { type: "message", seq: 1, id: "m", user: GONE, text: "bye", at: 1 };
const room = { you: ME, members: [ME, BO, BO_ÅBERG, SAM, SAM_TOO], messages: [message] };

describe("[M1] for whom a text is", () => {
  it.each([
    ["Bo hello", BO, "hello"],
    ["@Bo hello", BO, "hello"],
    ["bo, hello", BO, ", hello"],
    ["Bo Åberg\nhello", BO_ÅBERG, "hello"],
    [`Sam${tagOf(SAM_TOO.id)} hello`, SAM_TOO, "hello"],
    [`@sam ${tagOf(SAM.id)}  hello @Bo`, SAM, "hello @Bo"],
    ["Gone are you there?", GONE, "are you there?"],
  ])("%j is for one of them", (argument, user, text) => {
    expect(addressedTo(argument, room)).toEqual({ kind: "found", user, text });
  });

  it.each([
    ["Bob hello", { kind: "nobody" }],
    ["Me hello", { kind: "nobody" }],
    ["here hello", { kind: "nobody" }],
    ["hello @Bo", { kind: "nobody" }],
    ["Sam hello", { kind: "several", name: "Sam" }],
    ["Sam#ffff hello", { kind: "several", name: "Sam" }],
    ["Bo", { kind: "silence", user: BO }],
    ["@Bo Åberg ", { kind: "silence", user: BO_ÅBERG }],
  ])("%j is not", (argument, told) => {
    expect(addressedTo(argument, room)).toEqual(told);
  });
});
