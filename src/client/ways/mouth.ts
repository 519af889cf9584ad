import type { Command } from "../../protocol/commands.ts";
import type { Timing } from "../config.ts";
import type { Api } from "./api.ts";
import { FORBIDDEN, INTERNAL, Refusal, UNAUTHORIZED } from "./refusal.ts";
import { pause, within } from "../within.ts";

export interface MouthPort {
  /** An event of the server: an answer. */
  tell(event: object): void;
  /** A request was not answered, however often it was repeated, or another token is to be come with: the connection is over. */
  over(why: unknown): void;
}

/** How often a command is said. */
const TRIES = 3;

const BLOCKED = new Refusal(FORBIDDEN, {
  code: "forbidden",
  message: "Something on the way to the server refuses this.",
});

/** Says over HTTP what a client says on a socket. Of each type one request at a time: none overtakes another of its kind. */
export class Mouth {
  readonly #api: Api;
  readonly #port: MouthPort;
  readonly #signal: AbortSignal;
  readonly #timing: Timing;
  readonly #said = new Map<Command["type"], Promise<void>>();

  /** @param signal ends whatever is being said */
  constructor(api: Api, port: MouthPort, signal: AbortSignal, timing: Timing) {
    this.#api = api;
    this.#port = port;
    this.#signal = signal;
    this.#timing = timing;
  }

  /** Says a frame of the client: one command, or several messages in an array. */
  say(frame: string): void {
    const commands = [JSON.parse(frame) as Command | Command[]].flat();
    const first = commands[0]!;
    // It is worth one try. That it is over is not said: a message says it, or the time.
    if (first.type === "typing") return void (first.on && this.#try(first, 1));
    const said = this.#said.get(first.type) ?? Promise.resolve();
    this.#said.set(
      first.type,
      said.then(() => this.#sayAll(commands)),
    );
  }

  async #sayAll(commands: readonly Command[]): Promise<void> {
    let putOff: Refusal | undefined;
    for (const command of commands) {
      const { id, type } = command;
      // What was said after a message that has to wait, waits too.
      const result = putOff ?? (await this.#ask(command));
      const { status, problem } = result instanceof Refusal ? result : {};
      // Where the token ran out, the connection is over.
      if (isLost(result) || (status === UNAUTHORIZED && type !== "auth")) return this.#port.over(result);
      if (problem?.code === "rate_limited") putOff = result as Refusal;
      if (id !== undefined)
        this.#port.tell(problem ? { type: "error", id, ...problem } : { ...result, type: "ack", id });
      // Whoever comes with the new token may be somebody else.
      if (type === "auth" && !problem) this.#port.over(result);
    }
  }

  /** Says it until it is answered. The server knows a repeat by its id, and what else there is does no harm twice. */
  async #ask(command: Command): Promise<object> {
    for (let tries = 1; ; tries++) {
      const result = await this.#try(command, tries);
      if (!isLost(result) || this.#signal.aborted) return result;
      if (tries === TRIES) return (await this.#isBlocked(result)) ? BLOCKED : result;
      await pause(this.#timing.sayAgainMs * tries, this.#signal);
    }
  }

  /** @param tries a slow network has longer each time. @returns the result for its ack, or a refusal */
  async #try(command: Command, tries: number): Promise<object> {
    try {
      return await within(this.#timing.sayMs * tries, this.#signal, async (signal) => {
        // A token is shown by coming back with it: who there is no connection for cannot become somebody else on one.
        if (command.type === "auth") return { you: (await this.#api.session(undefined, command.token, signal)).you };
        const ack = await this.#api.command(command, signal);
        if (ack.you) this.#api.know(ack.you, ack.token);
        return ack;
      });
    } catch (error) {
      return error instanceof Refusal ? error : new Refusal(INTERNAL);
    }
  }

  /** Whether it is this command alone that does not get through: what refuses it lets others pass. */
  async #isBlocked(result: object): Promise<boolean> {
    if ((result as Refusal).status >= INTERNAL) return false;
    return within(this.#timing.sayMs, this.#signal, (signal) => this.#api.isThere(signal)).catch(() => false);
  }
}

/** Whether nothing is known of what became of a command: the server had a fault, or did not answer. */
function isLost(result: object): boolean {
  return result instanceof Refusal && (!result.problem || result.status >= INTERNAL);
}
