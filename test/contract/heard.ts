import type { ServerEvent } from "../../src/protocol/events.ts";
import { Inbox } from "../support/inbox.ts";

/** What a guest has been told: texts in order, and the place in the log. */
export class Heard {
  readonly texts: string[] = [];
  cursor: string | undefined;
  readonly #inbox = new Inbox<string>();
  #epoch = "";

  /** A text was told. */
  text(text: string): void {
    this.texts.push(text);
    this.#inbox.push(text);
  }

  /** An event was told. */
  event(event: ServerEvent): void {
    if (event.type === "welcome") {
      this.#epoch = event.epoch;
      this.cursor = `${event.epoch}.${event.recovered ? this.#seq : event.head}`;
      for (const earlier of event.events) this.event(earlier);
    } else if (event.type === "message") {
      this.cursor = `${this.#epoch}.${Math.max(event.seq, this.#seq)}`;
      this.text(event.text);
    }
  }

  /** There will be no more. */
  end(why: string): void {
    this.#inbox.end(why);
  }

  async sees(text: string): Promise<void> {
    if (this.texts.includes(text)) return;
    await this.#inbox.next((told) => told === text, text);
  }

  get #seq(): number {
    return Number(this.cursor?.split(".")[1] ?? 0);
  }
}
