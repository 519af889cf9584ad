import type { RoomMade } from "../../src/protocol/answers.ts";
import type { DirectoryEvent, DirectoryPage, Listing } from "../../src/protocol/directory.ts";
import { ask } from "./http.ts";
import { makeRoom } from "./owned.ts";
import { newRoom, type TestServer } from "./server.ts";
import { EventSocket } from "./socket.ts";

/** `GET /api/directory` */
export async function directory(server: TestServer, query: Record<string, string> = {}): Promise<DirectoryPage> {
  const { status, body } = await ask(server, `/api/directory?${new URLSearchParams(query)}`);
  if (status !== 200) throw new Error(`HTTP ${status}: ${JSON.stringify(body)}`);
  return body as DirectoryPage;
}

/** A public room that nobody is in. */
export async function publicRoom(server: TestServer, settings: object = {}, room = newRoom("public")) {
  const made = await makeRoom(server, { room, name: "Owner", settings: { visibility: "public", ...settings } });
  if (made.status !== 201) throw new Error(`HTTP ${made.status}: ${JSON.stringify(made.body)}`);
  const { token = "" } = made.body as RoomMade;
  return { room, token };
}

/** Somebody who looks at the list of public rooms, and what they know of it. */
export class DirectorySocket extends EventSocket<DirectoryEvent> {
  readonly #rooms = new Map<string, Listing>();

  /** Opens one, and waits for its welcome. */
  static async open(server: TestServer) {
    const socket = new DirectorySocket(server.ws("/api/directory/ws"), { protocols: ["parley.v1"] });
    await socket.opened();
    const welcome = await socket.next("welcome");
    for (const listing of welcome.rooms) socket.#rooms.set(listing.room, listing);
    return { socket, welcome };
  }

  /** Waits until the list says this of a room; undefined where it is not to be in it. */
  async lists(room: string, fits: (listing: Listing | undefined) => boolean): Promise<Listing | undefined> {
    while (!fits(this.#rooms.get(room))) {
      const { rooms, gone } = await this.next("change");
      for (const listing of rooms) this.#rooms.set(listing.room, listing);
      for (const name of gone) this.#rooms.delete(name);
    }
    return this.#rooms.get(room);
  }
}
