import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { TIMING } from "../../src/client/config.ts";
import { Credentials } from "../../src/client/credentials.ts";
import { Renewal } from "../../src/client/renewal.ts";
import { joined, QUICK } from "./support/client.ts";

/** A renewal, what it has shown so far, and when it asked, in ms from the beginning. */
function renewing(token: () => string | undefined, lifeMs = 0) {
  const began = Date.now();
  const [asked, shown]: [number[], string[]] = [[], []];
  const renewal = new Renewal(
    {
      async token() {
        asked.push(Date.now() - began);
        return token();
      },
      async show(other) {
        shown.push(other);
        if (lifeMs > 0) renewal.until(Date.now() + lifeMs);
      },
    },
    TIMING,
  );
  return { renewal, asked, shown, in: (ms: number) => began + ms };
}

describe("[I5] another token is shown", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["a minute before it is needed", 3_600_000, 3_540_000],
    ["or, of a short life, a tenth of it", 10_000, 9_000],
  ])("%s", async (_when, lifeMs, askedAt) => {
    const { renewal, asked, shown, in: at } = renewing(() => "another");
    renewal.until(at(lifeMs));
    await vi.advanceTimersByTimeAsync(askedAt - 1);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([askedAt]);
    expect(shown).toEqual(["another"]);
  });

  it("again and again, each time before the last one runs out", async () => {
    let made = 0;
    const { renewal, shown, in: at } = renewing(() => `token ${++made}`, 10_000);
    renewal.until(at(10_000));
    await vi.advanceTimersByTimeAsync(27_000);
    expect(shown).toEqual(["token 1", "token 2", "token 3"]);
  });

  it("as soon as there is one, with ever shorter waits until it is too late, and then no more", async () => {
    const { renewal, asked, shown, in: at } = renewing(() => undefined);
    renewal.until(at(600_000));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(shown).toEqual([]);
    expect(asked[0]).toBe(540_000);
    expect(asked.length).toBeLessThan(8);
    // Once just after the end, for the server waits a moment.
    expect(asked.at(-1)).toBeGreaterThanOrEqual(600_000);
    expect(asked.at(-1)).toBeLessThanOrEqual(600_000 + TIMING.renewMinMs);
  });

  it.each(["there is none", "it is not taken"])("the next time, where %s", async (what) => {
    let tries = 0;
    const port = {
      token: async () => {
        if (++tries === 1 && what === "there is none") throw new Error("The host application is away.");
        return `token ${tries}`;
      },
      show: vi.fn(async () => {
        if (tries === 1) throw new Error("It is refused.");
      }),
    };
    new Renewal(port, TIMING).until(Date.now() + 600_000);
    await vi.advanceTimersByTimeAsync(599_000);
    expect(port.show).toHaveBeenCalledWith("token 2");
  });

  it.each([
    ["whose end has passed by a clock that is wrong", -1],
    ["that is good for longer than a timer takes", 90 * 24 * 3_600_000],
    ["that is good for ever", Infinity],
  ])("not instead of one %s", async (_what, lifeMs) => {
    const { renewal, asked, in: at } = renewing(() => "another");
    renewal.until(at(lifeMs));
    await vi.advanceTimersByTimeAsync(2 ** 31);
    expect(asked).toEqual([]);
  });

  it("not once there is no connection any more, whatever is under way", async () => {
    let give!: (token: string) => void;
    const { renewal, asked, in: at } = renewing(() => undefined);
    renewal.until(at(10_000));
    renewal.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked).toEqual([]);

    const slow = new Renewal({ token: () => new Promise((resolve) => (give = resolve)), show: async () => {} }, TIMING);
    slow.until(Date.now() + 10_000);
    await vi.advanceTimersByTimeAsync(9_000);
    slow.stop();
    give("late");
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

const ANN = { id: "u-ann", name: "Ann", role: "member" as const };
/** Waits short enough for tests that wait for real sockets. */
const SOON = { ...QUICK, renewMinMs: 4 };
/** How long tokens are good in these: longer than one is on its way on a busy machine. ms */
const LIFE_MS = 1_000;

test("[I5] a member's connection goes on with the next token, and the one after it", async () => {
  let made = 0;
  const options = { token: () => `t${++made}` };
  const { server, room, socket } = await joined(options, { you: ANN, expires: Date.now() + LIFE_MS }, SOON);
  for (const token of ["t2", "t3", "t4"]) {
    const { id, ...auth } = await socket.command();
    expect(auth).toEqual({ type: "auth", token });
    socket.send({ type: "ack", id, you: ANN, expires: Date.now() + LIFE_MS });
  }
  expect(server.upgrades).toBe(1);
  expect(room.state.value).toMatchObject({ status: "online", you: ANN });
});

test("[I5] who is cut off all the same comes back with the token that was taken last", async () => {
  let made = 0;
  const options = { token: () => `t${++made}` };
  const { server, socket } = await joined(options, { you: ANN, expires: Date.now() + LIFE_MS }, SOON);
  const { id } = await socket.command();
  socket.send({ type: "ack", id, you: ANN, expires: Date.now() + 3_600_000 });
  socket.cut();
  expect((await server.accept()).url.searchParams.get("token")).toBe("t2");
});

test("[I5] only a member's token is asked for again, of whoever can give another", async () => {
  let made = 0;
  const token = (): string => `t${++made}`;
  const member = new Credentials({ token }, () => true);
  expect(await member.current()).toBe("t1");
  expect(await member.renewed()).toBe("t2");
  member.use("t3");
  expect(await member.renewed()).toBeUndefined();
  const asked = made;
  expect(await new Credentials({ token }, () => false).renewed()).toBeUndefined();
  expect(await new Credentials({ token: "t1" }, () => true).renewed()).toBeUndefined();
  expect(made).toBe(asked);
});
