import type { Command } from "../protocol/commands.ts";
import type { Ack, ServerEvent } from "../protocol/events.ts";
import { frameOf, newId } from "./commands.ts";
import { REQUESTS_MAX, TIMING, type Timing } from "./config.ts";
import { disconnectedError, errorOf, RoomError } from "./room-error.ts";
import type { Status } from "./types.ts";

export interface RequestsPort {
  status(): Status;
  /** @returns whether the frame was handed to an open socket. */
  send(frame: string): boolean;
}

interface Request {
  /** The command, as of the moment it is sent. */
  readonly command: () => Command;
  sent: boolean;
  timer?: ReturnType<typeof setTimeout>;
  resolve(ack: Ack): void;
  reject(error: unknown): void;
}

/** Commands that are asked once and answered once [C1]; a lost connection fails them, for they may be asked again. */
export class Requests {
  readonly #port: RequestsPort;
  readonly #timing: Timing;
  readonly #pending = new Map<string, Request>();

  constructor(port: RequestsPort, timing: Timing = TIMING) {
    this.#port = port;
    this.#timing = timing;
  }

  /** @throws RoomError with the server's code, or what became of it here. */
  ask(command: () => Command): Promise<Ack> {
    return new Promise((resolve, reject) => {
      const status = this.#port.status();
      if (status === "idle" || status === "refused") throw disconnectedError();
      if (this.#pending.size >= REQUESTS_MAX) {
        throw new RoomError("too_many", `More than ${REQUESTS_MAX} commands wait for an answer.`);
      }
      const id = newId();
      const request: Request = { command, sent: false, resolve, reject };
      request.timer = setTimeout(() => this.#fail(id, disconnectedError()), this.#timing.requestOnlineMs);
      this.#pending.set(id, request);
      if (status === "online") this.#send(id, request);
    });
  }

  /** Takes an event: an answer, or the `welcome` that some of the commands wait for. */
  take(event: ServerEvent): void {
    if (event.type === "welcome") this.#flush();
    if (event.type === "ack") this.#take(event.id)?.resolve(event);
    if (event.type === "error" && event.id !== undefined) this.#fail(event.id, errorOf(event));
  }

  /** The connection is gone, and the answers of what was asked on it. */
  disconnected(): void {
    for (const [id, request] of this.#pending) if (request.sent) this.#fail(id, disconnectedError());
  }

  abandon(error: RoomError): void {
    for (const id of this.#pending.keys()) this.#fail(id, error);
  }

  #flush(): void {
    for (const [id, request] of this.#pending) if (!request.sent) this.#send(id, request);
  }

  #send(id: string, request: Request): void {
    clearTimeout(request.timer);
    try {
      const frame = frameOf({ ...request.command(), id });
      request.sent = true;
      if (!this.#port.send(frame)) throw disconnectedError();
      const timeout = (): void => this.#fail(id, new RoomError("timeout", "The server did not answer."));
      request.timer = setTimeout(timeout, this.#timing.answerMs);
    } catch (error) {
      this.#fail(id, error);
    }
  }

  #fail(id: string, error: unknown): void {
    this.#take(id)?.reject(error);
  }

  #take(id: string): Request | undefined {
    const request = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(request?.timer);
    return request;
  }
}
