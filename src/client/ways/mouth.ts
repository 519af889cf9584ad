import type { Command } from "../../protocol/commands.ts";
import type { Api } from "./api.ts";
import { INTERNAL, Refusal, UNAUTHORIZED } from "./refusal.ts";

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
        if (id !== undefined) this.#port.tell({ ...result, type: "ack", id });
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
    // A token is shown by coming back with it: who there is no connection for cannot become somebody else on one.
    if (command.type === "auth") return { you: (await this.#api.session(undefined, command.token)).you };
    const ack = await this.#api.command(command);
    if (ack.you) this.#api.know(ack.you, ack.token);
    return ack;
  }
}

/** Whether the server has dealt with the command: not where the token ran out, which ends a connection, nor by a fault, which may pass. */
function isAnswer(error: unknown, { type }: Command): error is Refusal {
  if (!(error instanceof Refusal)) return false;
  return error.status === UNAUTHORIZED ? type === "auth" : error.status < INTERNAL;
}
