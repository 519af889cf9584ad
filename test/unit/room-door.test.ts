import { expect, test } from "vitest";
import { Door } from "../../src/room/door.ts";

const NAME = `dm-${"0".repeat(32)}`;
const ANN = { id: "ann", name: "Ann" };
const OPEN = { pair: undefined, closed: null };
const BO = { id: "bo", name: "Bo" };

test("[D2] a conversation is that of its two, also where the platform does not say what the object is called", () => {
  for (const name of [NAME, ""]) {
    const door = new Door(name, () => ({ pair: [ANN, BO], closed: null }));
    expect(door.isDirect).toBe(true);
    expect(door.admit("ann")).toEqual({ ok: true, value: BO });
    expect(door.admit("cleo")).toMatchObject({ ok: false, error: { code: "forbidden" } });
  }
});

test("[D2] into a conversation that nobody opened nobody comes, into another room everybody", () => {
  expect(new Door(NAME, () => OPEN).admit("ann")).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(new Door("tea", () => OPEN).admit("ann")).toEqual({ ok: true, value: null });
});

test("[O3] nobody comes into a room that the operator has closed, and only the two of a conversation are told that it is", () => {
  const closed = { at: 1, reason: "Spam." };
  const told = { ok: false, error: { code: "forbidden", message: expect.stringMatching(/closed this room. Spam.$/) } };
  expect(new Door("tea", () => ({ pair: undefined, closed })).admit("ann")).toEqual(told);
  const door = new Door(NAME, () => ({ pair: [ANN, BO], closed }));
  expect(door.admit("bo")).toEqual(told);
  expect(door.admit("cleo")).toMatchObject({ error: { message: expect.stringMatching(/of two others/) } });
});
