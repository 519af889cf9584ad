import type { ServerEvent } from "../protocol/events.ts";
import type { Format, Link, LinkState } from "../room/link.ts";

/** One plain HTTP request, as a link: it is not in the room and is answered once. */
export class RequestLink implements Link {
  readonly format = FORMAT;
  readonly state: LinkState;
  readonly isOpen = true;
  grace = 0;
  /** The event that answers the request's one command. */
  readonly answer: Promise<ServerEvent>;
  #resolve!: (event: ServerEvent) => void;

  constructor(state: LinkState) {
    this.state = state;
    this.answer = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** The first reply is the answer. */
  settle(replies: readonly ServerEvent[]): void {
    if (replies[0]) this.#resolve(replies[0]);
  }

  /** Nothing is kept of a request. */
  keep(): void {}

  /** Nothing is encoded for a request: its answer is returned as it is. */
  send(): void {}

  buffered(): number {
    return 0;
  }

  /** A request ends by being answered. */
  close(): void {}
}

const FORMAT: Format = {
  encode: () => ({
    frames(link, replies) {
      if (link instanceof RequestLink) link.settle(replies);
      return [];
    },
  }),
};
