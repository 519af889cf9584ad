import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Room, type Message } from "../../src/client/index.ts";
import type { RoomDescription, RoomMade, Session } from "../../src/protocol/answers.ts";
import { makeRoom } from "../support/owned.ts";
import { ask, page } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0" })));
afterAll(() => server.close());

const PEOPLE = 3;
/** How long is waited for what must come, in ms. Nothing waits this long unless it fails. */
const PATIENCE_MS = 25_000;
const EMOJI = ["👍", "❤️", "🎉"];

/** One thing that somebody does, or that happens to the room. */
type Step =
  | {
      readonly kind: "send" | "reply" | "edit" | "delete" | "react" | "unreact" | "pin" | "unpin" | "topic" | "read";
      readonly who: number;
      readonly at: number;
    }
  | { readonly kind: "evict" }
  | { readonly kind: "cut" };

const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constantFrom("send", "reply", "edit", "delete", "react", "unreact", "pin", "unpin", "topic", "read"),
        who: fc.nat(PEOPLE - 1),
        at: fc.nat(30),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "evict" }) },
    { weight: 1, arbitrary: fc.constant({ kind: "cut" }) },
  ),
  { minLength: 5, maxLength: 40 },
) as fc.Arbitrary<Step[]>;

/** What the server refuses is part of the game. */
function refused(): void {}

/** The token of somebody new. */
async function guest(): Promise<string> {
  return ((await ask(server, "/api/session", { method: "POST" })).body as Session).token!;
}

/** Does what can be done. */
async function take(step: Step, room: string, people: readonly Room[], count: number): Promise<void> {
  if (step.kind === "evict" || step.kind === "cut")
    return server.evict(room, step.kind === "cut" ? "close" : "hibernate");
  const person = people[step.who]!;
  const { messages } = person.state.value;
  const target = messages[step.at % Math.max(1, messages.length)]?.seq ?? 1;
  const emoji = EMOJI[step.at % EMOJI.length]!;
  if (step.kind === "send") await person.send(`text ${count}`).catch(refused);
  if (step.kind === "reply") await person.send(`reply ${count}`, { replyTo: target }).catch(refused);
  if (step.kind === "edit") await person.edit(target, `edited ${count}`).catch(refused);
  if (step.kind === "delete") await person.delete(target).catch(refused);
  if (step.kind === "react") await person.react(target, emoji, true).catch(refused);
  if (step.kind === "pin" || step.kind === "unpin") await person.pin(target, step.kind === "pin").catch(refused);
  if (step.kind === "topic") await person.configure({ topic: `topic ${count}` }).catch(refused);
  if (step.kind === "read") person.markRead(target);
  if (step.kind === "unreact") await person.react(target, emoji, false).catch(refused);
}

async function enter(room: string, token?: string): Promise<Room> {
  const person = new Room({ url: server.origin, room, ...(token !== undefined && { token }) });
  // As somebody who presses "Try now": cut so often, a client would soon wait long between its attempts.
  person.state.subscribe(({ status }) => status === "waiting" && queueMicrotask(() => person.reconnect()));
  person.connect();
  await vi.waitFor(() => expect(person.state.value.status).toBe("online"), { timeout: PATIENCE_MS });
  return person;
}

it("whatever is done, in whatever order, through evictions and cuts: what everybody holds is what the room holds", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const room = newRoom("converge");
      const made = (await makeRoom(server, { room })).body as RoomMade;
      const tokens = await Promise.all(
        Array.from({ length: PEOPLE }, (_, index) => (index === 0 ? made.token! : guest())),
      );
      const people = await Promise.all(tokens.map((token) => enter(room, token)));
      await people[0]!.send("the first");
      let count = 0;
      // What several do at once is done at once.
      for (let from = 0; from < sequence.length; from += PEOPLE) {
        await Promise.all(sequence.slice(from, from + PEOPLE).map((step) => take(step, room, people, ++count)));
      }
      const last = await people[1]!.send("the last");
      const fresh = await enter(room);
      const log = (await page(server, room, "?limit=100")).messages as unknown as readonly Message[];
      expect(log.at(-1)).toMatchObject({ seq: last.seq, text: "the last" });
      for (const person of [...people, fresh]) {
        await vi.waitFor(() => expect(person.state.value.messages.at(-1)?.seq).toBe(last.seq), {
          timeout: PATIENCE_MS,
        });
        expect(person.state.value.messages).toEqual(log);
      }
      const { settings, pins } = (await ask(server, `/api/rooms/${room}`)).body as RoomDescription;
      for (const person of [...people, fresh]) expect(person.state.value).toMatchObject({ settings, pins });
      // On another device the same is unread.
      for (const [index, person] of people.entries()) {
        const { read } = person.state.value;
        await vi.waitFor(
          async () => {
            const device = await enter(room, tokens[index]);
            device.close();
            const { unread, mentioned, ...rest } = device.state.value;
            expect(rest.read).toBe(read);
            expect(person.state.value).toMatchObject({ unread, mentioned });
          },
          { timeout: PATIENCE_MS },
        );
      }
      for (const person of [...people, fresh]) person.close();
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 120_000);
