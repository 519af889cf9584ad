import type { Command } from "../protocol/commands.ts";
import { isErrorCode } from "../protocol/errors.ts";
import type { Ack, ServerEvent } from "../protocol/events.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { newLinkState, type Format, type Link, type LinkState, type RoomPort } from "../room/link.ts";
import type { Visitor } from "../visit.ts";

/** Has a room carry out the one command of a plain HTTP request. @param command with an id, by which it is answered */
export async function ask(room: Pick<RoomPort, "receive">, visitor: Visitor, command: Command): Promise<Result<Ack>> {
  const link = new RequestLink(newLinkState(visitor, Date.now()));
  await room.receive(link, [ok(command)]);
  const answer = await link.answer;
  if (answer.type === "ack") return ok(answer);
  if (answer.type !== "error") return fail("unauthorized", "The token has run out.");
  return fail(isErrorCode(answer.code) ? answer.code : "internal", answer.message, answer.retryAfter);
}

/** Such a request, as a link: it is not in the room and is answered once. */
class RequestLink implements Link {
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
