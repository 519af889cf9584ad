import { expect } from "vitest";
import type { TestServer } from "./server.ts";
import { join, type JsonSocket } from "./socket.ts";

/** A member who sees to it that a room goes on, whatever others do to it. */
export interface Witness {
  readonly socket: JsonSocket;
  /** The room still delivers, and since the last look exactly these texts were stored: by default, nothing. */
  expectServes(stored?: readonly string[]): Promise<void>;
}

let marks = 0;

/** Has a witness join a room. Best in a room without a rate limit, for each look says something. */
export async function witness(server: TestServer, room: string): Promise<Witness> {
  const { socket, welcome } = await join(server, room, { name: "Witness" });
  let { head } = welcome;
  return {
    socket,
    async expectServes(stored = []) {
      const mark = `mark ${++marks}`;
      socket.say({ type: "send", text: mark });
      for (const text of [...stored, mark]) {
        expect(await socket.next("message")).toMatchObject({ text, seq: ++head });
      }
    },
  };
}
