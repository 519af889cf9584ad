import { COMMAND_QUOTA, REFUSALS_MAX } from "../config.ts";
import { CLOSE } from "../protocol/errors.ts";
import type { ServerEvent } from "../protocol/events.ts";
import type { Incoming } from "../protocol/incoming.ts";
import { BAD_FRAMES_MAX } from "../protocol/limits.ts";
import { fail, type Problem } from "../protocol/result.ts";
import { takeToken } from "../protocol/token-bucket.ts";
import { COMMANDS } from "./commands/index.ts";
import { isExpired, isTooSlow, tell, type Link } from "./link.ts";
import { errorEvent, type Outcome } from "./outcome.ts";
import type { Room } from "./room.ts";

/** The way of every command: limit, handle, commit, publish. */
export class Pipeline {
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** The commands of one frame, in order. Settles when all have been dealt with; never rejects. */
  async receive(link: Link, incoming: readonly Incoming[]): Promise<void> {
    if (isTooSlow(link)) {
      this.#room.cutSlow(link);
      return;
    }
    const replies: ServerEvent[] = [];
    let putOff: Outcome | undefined;
    for (const item of incoming) {
      // It is not answered: the client comes back with a new token and sends again what was not acknowledged.
      if (this.#isOver(link, item)) {
        tell(link, replies);
        this.#room.cutExpired(link);
        return;
      }
      const id = item.ok ? item.value.id : item.id;
      let outcome: Outcome;
      try {
        // Only what has to wait is awaited: other sockets' frames may come in between.
        // What was said after a message that has to wait, waits too: none overtakes another.
        const result = putOff && isSend(item) ? putOff : this.#run(link, item);
        outcome = result instanceof Promise ? await result : result;
        if (this.#room.isOver) outcome = this.#room.over;
      } catch (error) {
        this.#room.ports.report(error);
        outcome = fail("internal", "Something went wrong here; nothing was changed.");
      }
      // A flush on the way, or somebody else's, may have ended this connection.
      if (!link.isOpen) return;
      if ("error" in outcome && outcome.error.code === "rate_limited" && isSend(item)) putOff = outcome;
      const reply = this.#conclude(link, id, outcome);
      if (reply) replies.push(reply);
    }
    tell(link, replies);
    this.#room.outbox.settle();
    if (link.state.refusals >= REFUSALS_MAX)
      this.#room.cut(link, CLOSE.rate, "Too many commands in a row over the rate.");
  }

  /** [W5] A frame that is no frame; the tenth ends the connection. */
  badFrame(link: Link, problem: Problem): void {
    tell(link, [{ type: "error", ...problem }]);
    link.state.badFrames++;
    link.keep();
    if (link.state.badFrames < BAD_FRAMES_MAX) return;
    this.#room.cut(link, CLOSE.badFrames, `${BAD_FRAMES_MAX} malformed frames.`);
  }

  /** [I5] Whether a link's token has run out: but for a moment another one may still be shown. */
  #isOver({ state }: Link, item: Incoming): boolean {
    const now = this.#room.ports.now();
    return isExpired(state, now) || (now >= state.expires && !(item.ok && item.value.type === "auth"));
  }

  #run(link: Link, item: Incoming): Outcome | Promise<Outcome> {
    // Messages have a limit of their own. All else is limited here, nonsense too: answering it is work.
    const refusal = isSend(item) ? undefined : this.#limit(link);
    if (refusal) return refusal;
    if (!item.ok) return item;
    // The table gives each type its own handler; the compiler does not follow that through a union.
    const outcome = COMMANDS[item.value.type](this.#room, link, item.value as never);
    // A message that was refused for what it is took nothing of that limit.
    return isSend(item) && isMistaken(outcome) ? (this.#limit(link) ?? outcome) : outcome;
  }

  /** Takes a token for a command that writes nothing. @returns its answer, where there is none */
  #limit(link: Link): Outcome | undefined {
    const { bucket, retryAfter } = takeToken(link.state.commands, COMMAND_QUOTA, this.#room.ports.now());
    link.state.commands = bucket;
    link.keep();
    return retryAfter > 0 ? fail("rate_limited", "Too many commands at once.", retryAfter) : undefined;
  }

  /** Publishes what came of a command. @returns what its sender alone is told now. */
  #conclude(link: Link, id: string | undefined, outcome: Outcome): ServerEvent | undefined {
    if ("error" in outcome) {
      link.state.refusals = outcome.error.code === "rate_limited" ? link.state.refusals + 1 : 0;
      return errorEvent(id, outcome.error);
    }
    link.state.refusals = 0;
    if ("commit" in outcome) {
      const { seq, at } = outcome.commit;
      this.#room.outbox.accept(outcome.commit, link, {
        stored: id === undefined ? undefined : { type: "ack", id, seq, at },
        failed: errorEvent(id, { code: "internal", message: "The message could not be stored." }),
      });
      return undefined;
    }
    if (outcome.announce) this.#room.outbox.announce(outcome.announce);
    return id === undefined ? undefined : { type: "ack", id, ...outcome.ack };
  }
}

function isMistaken(outcome: Outcome | Promise<Outcome>): boolean {
  return "error" in outcome && outcome.error.code !== "rate_limited";
}

function isSend(item: Incoming): boolean {
  return item.ok && item.value.type === "send";
}
