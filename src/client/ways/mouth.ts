import type { Command } from "../../protocol/commands.ts";
import type { You } from "../../protocol/fields.ts";
import type { Api } from "./api.ts";
import { INTERNAL, NOT_IMPLEMENTED, Refusal, UNAUTHORIZED } from "./refusal.ts";

export interface MouthPort {
  /** An event of the server: an answer. */
  tell(event: object): void;
  /** A request was not answered, or not as a command: what became of it, only another connection can tell. */
  failed(error: unknown): void;
  /** The server took another token: whoever comes with it may be somebody else. */
  reidentified(): void;
}

/** Says over HTTP what a client says on a socket. One request at a time: none overtakes another. */
export class Mouth {
  readonly #api: Api;
  readonly #port: MouthPort;
  #said = Promise.resolve();

  constructor(api: Api, port: MouthPort) {
    this.#api = api;
    this.#port = port;
  }

  /** Says a frame of the client: one command, or several in an array. */
  say(frame: string): void {
    const commands = [JSON.parse(frame) as Command | Command[]].flat();
    this.#said = this.#said.then(() => this.#sayAll(commands));
  }

  async #sayAll(commands: readonly Command[]): Promise<void> {
    let putOff: Refusal | undefined;
    for (const command of commands) {
      const { id, type } = command;
      try {
        // What was said after a message that has to wait, waits too.
        if (putOff && type === "send") throw putOff;
        const result = await this.#ask(command);
        if (id !== undefined) this.#port.tell({ type: "ack", id, ...result });
        if (type === "auth") this.#port.reidentified();
      } catch (error) {
        if (!isAnswer(error, command)) return this.#port.failed(error);
        if (error.problem.code === "rate_limited") putOff = error;
        if (id !== undefined) this.#port.tell({ type: "error", id, ...error.problem });
      }
    }
  }

  /** @returns the result for its ack */
  async #ask(command: Command): Promise<object> {
    switch (command.type) {
      case "send": {
        const { type: _, ...message } = command;
        const { duplicate, ...result } = await this.#api.post(message);
        return duplicate ? { ...result, duplicate } : result;
      }
      case "history": {
        const { before, after, limit } = command;
        return this.#api.history({ before, after, limit });
      }
      case "rename":
        return this.#rename(command.name);
      case "auth": {
        const { you } = await this.#api.session(undefined, command.token);
        return { you };
      }
      case "typing":
        // By the time that a request has told of it, it is over.
        return {};
      default:
        throw notOverHttp("The members are not told over HTTP.");
    }
  }

  async #rename(name: string): Promise<{ you: You }> {
    const session = await this.#api.session(name);
    if (session.you.name !== name) throw notOverHttp("A member takes no other name over HTTP.");
    this.#api.know(session.you, session.token);
    // Whoever comes without a cursor says what they are called [E3]: everybody is told, the connection that is there too.
    await this.#api.poll(undefined, 1, 0);
    return session;
  }
}

/** Whether the server has dealt with the command: not where the token ran out, which ends a connection, nor by a fault, which may pass. */
function isAnswer(error: unknown, { type }: Command): error is Refusal {
  if (!(error instanceof Refusal)) return false;
  const { status } = error;
  return status === UNAUTHORIZED ? type === "auth" : status < INTERNAL || status === NOT_IMPLEMENTED;
}

function notOverHttp(message: string): Refusal {
  return new Refusal(NOT_IMPLEMENTED, { code: "not_implemented", message });
}
