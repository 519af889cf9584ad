import { describe, expect, it } from "vitest";
import { Agenda } from "../../src/room/agenda.ts";

/** A platform with one alarm, and what was done to it. */
function platform(set: number | null = null) {
  const written: number[] = [];
  let at = set;
  const alarm = {
    getAlarm: () => {
      // What was asked is answered as it was then, but later.
      const then = at;
      return Promise.resolve().then(() => then);
    },
    setAlarm: (time: number) => {
      at = time;
      written.push(at);
      return Promise.resolve();
    },
  };
  let rows = 0;
  const agenda = new Agenda(alarm, () => rows++);
  const ring = (): void => {
    at = null;
    agenda.clear();
  };
  return { agenda, written, rows: () => rows, at: () => at, ring };
}

describe("the agenda", () => {
  it("sets the alarm for the earliest, whatever the order, and counts what that costs", async () => {
    const { agenda, written, rows } = platform();
    await agenda.wakeBy(500);
    await agenda.wakeBy(900);
    await agenda.wakeBy(Infinity);
    await agenda.wakeBy(300);
    expect(written).toEqual([500, 300]);
    expect(rows()).toBe(2);
  });

  it("does not take for set what was cleared while it was asked for", async () => {
    const { agenda, at, ring } = platform(100);
    const asking = agenda.wakeBy(500);
    ring();
    await asking;
    expect(at()).toBe(500);
    await agenda.wakeBy(300);
    expect(at()).toBe(300);
  });

  it("does not put off what was set before the object was started", async () => {
    const { agenda, written } = platform(400);
    await agenda.wakeBy(400);
    await agenda.wakeBy(700);
    expect(written).toEqual([]);
    await agenda.wakeBy(100);
    expect(written).toEqual([100]);
  });

  it("two who ask at once get the earlier of what they ask", async () => {
    for (const [first, second] of [
      [300, 500],
      [500, 300],
    ] as const) {
      const { agenda, at } = platform();
      await Promise.all([agenda.wakeBy(first), agenda.wakeBy(second)]);
      expect(at()).toBe(300);
    }
  });

  it("is set anew once it has rung, for what is due later too", async () => {
    const { agenda, written, ring } = platform();
    await agenda.wakeBy(300);
    ring();
    await agenda.wakeBy(900);
    expect(written).toEqual([300, 900]);
  });
});
