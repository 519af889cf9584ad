import { parseCursor } from "../../protocol/cursor.ts";
import type { EventOf, Welcome } from "../../protocol/events.ts";
import { HttpSocket } from "./http-socket.ts";
import { readSse, type SseEvent } from "./sse.ts";

/** Listens to server-sent events. */
export class StreamSocket extends HttpSocket {
  /** The welcome, and what has come of its events: on a stream they follow it [T2]. */
  #welcome: Welcome | undefined;
  #page: unknown[] = [];

  protected async listen(): Promise<void> {
    if (this.to.introduction.token === undefined) await this.identify();
    for await (const events of readSse(await this.api.stream())) {
      this.heard();
      this.tell(events.flatMap((event) => this.#take(event)));
    }
  }

  /** @returns the events, as JSON, that can be handed on now */
  #take({ event, id, data }: SseEvent): string[] {
    if (event === "rename") this.api.renamed((JSON.parse(data) as EventOf<"rename">).user);
    if (event === "welcome") this.#begin(JSON.parse(data) as Welcome);
    else if (this.#welcome) this.#page.push(JSON.parse(data));
    else return [data];
    // The id of a welcome is the cursor before what follows it.
    if ((parseCursor(id)?.seq ?? 0) < this.#welcome!.head) return [];
    const whole = JSON.stringify({ ...this.#welcome, events: this.#page });
    this.#welcome = undefined;
    return [whole];
  }

  #begin(welcome: Welcome): void {
    this.#welcome = welcome;
    this.#page = [];
    this.api.know(welcome.you, welcome.token);
    // A stream that tells nothing for a third of a heartbeat says so by the end of the next [T3]; a fifth more is for the way here.
    this.quietMaxMs = Math.max(this.timing.pongMs, welcome.heartbeat * 0.8);
  }
}
