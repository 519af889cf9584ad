import { expect, test } from "vitest";
import { Door } from "../../src/room/door.ts";

const NAME = `dm-${"0".repeat(32)}`;
const ANN = { id: "ann", name: "Ann" };
const BO = { id: "bo", name: "Bo" };

test("[D2] a conversation is that of its two, also where the platform does not say what the object is called", () => {
  for (const name of [NAME, ""]) {
    const door = new Door(name, () => [ANN, BO]);
    expect(door.isDirect).toBe(true);
    expect(door.admit("ann")).toEqual({ ok: true, value: BO });
    expect(door.admit("cleo")).toMatchObject({ ok: false, error: { code: "forbidden" } });
  }
});

test("[D2] into a conversation that nobody opened nobody comes, into another room everybody", () => {
  expect(new Door(NAME, () => undefined).admit("ann")).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(new Door("tea", () => undefined).admit("ann")).toEqual({ ok: true, value: null });
});
