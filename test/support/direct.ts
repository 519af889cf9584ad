import type { Session } from "../../src/protocol/answers.ts";
import type { Direct } from "../../src/protocol/direct.ts";
import type { InboxContents, InboxEvent } from "../../src/protocol/inbox.ts";
import { ask, type Answer } from "./http.ts";
import type { TestServer } from "./server.ts";
import { EventSocket } from "./socket.ts";

/** Somebody with a token. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly token: string;
}

/** A guest who keeps their token. */
export async function person(server: TestServer, name: string): Promise<Person> {
  const { body } = await ask(server, "/api/session", { method: "POST", body: JSON.stringify({ name }) });
  const { you, token = "" } = body as Session;
  return { id: you.id, name, token };
}

export function bearer({ token }: Pick<Person, "token">): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

/** `POST /api/direct` */
export function askDirect(server: TestServer, by: Pick<Person, "token"> | undefined, user: unknown): Promise<Answer> {
  const headers = { "Content-Type": "application/json", ...(by && bearer(by)) };
  return ask(server, "/api/direct", { method: "POST", headers, body: JSON.stringify({ user }) });
}

/** Opens the conversation of two. @returns its room */
export async function openDirect(server: TestServer, by: Person, other: Person): Promise<string> {
  const { status, body } = await askDirect(server, by, { id: other.id, name: other.name });
  if (status !== 200 && status !== 201) throw new Error(`HTTP ${status}: ${JSON.stringify(body)}`);
  return (body as Direct).room;
}

/** `GET /api/inbox` */
export async function lookAt(server: TestServer, owner: Pick<Person, "token">): Promise<InboxContents> {
  const { status, body } = await ask(server, "/api/inbox", { headers: bearer(owner) });
  if (status !== 200) throw new Error(`HTTP ${status}: ${JSON.stringify(body)}`);
  return body as InboxContents;
}

/** `POST /api/inbox` */
export function change(server: TestServer, owner: Pick<Person, "token">, command: object): Promise<Answer> {
  return ask(server, "/api/inbox", { method: "POST", headers: bearer(owner), body: JSON.stringify(command) });
}

/** A device that listens to an inbox. */
export class InboxSocket extends EventSocket<InboxEvent> {
  /** Opens one, and waits for its welcome. */
  static async open(server: TestServer, { token }: Pick<Person, "token">) {
    const socket = new InboxSocket(server.ws(`/api/inbox/ws?${new URLSearchParams({ token })}`), {
      protocols: ["parley.v1"],
    });
    await socket.opened();
    return { socket, welcome: await socket.next("welcome") };
  }
}
