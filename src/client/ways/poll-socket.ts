import type { Cursor } from "../../protocol/cursor.ts";
import { isDurable, type ServerEvent } from "../../protocol/events.ts";
import { POLL_WAIT_MAX_S } from "../../protocol/limits.ts";
import type { Destination } from "../address.ts";
import type { Timing } from "../config.ts";
import { EMPTY_ROSTER, rosterChanges, updateRoster, type Roster } from "../roster.ts";
import type { PollAnswer } from "./api.ts";
import { HttpSocket } from "./http-socket.ts";

/** Asks again and again, each time until there is news. */
export class PollSocket extends HttpSocket {
  readonly #timing: Timing;
  #roster: Roster = EMPTY_ROSTER;

  constructor(to: Destination, timing: Timing) {
    super(to);
    this.#timing = timing;
  }

  protected async listen(): Promise<void> {
    const { since, history } = this.to.introduction;
    // Without a token a poll is the guest of its address, whom others may be too; and no poll renews one.
    await this.identify();
    // The first is not held: it says that one is in.
    const first = await this.api.poll(since, POLL_MIN_S, history);
    this.api.know(first.you);
    this.quietMaxMs = POLL_WAIT_MAX_S * 1000 + this.#timing.pongMs;
    let hasNews = this.#welcome(first);
    for (let answer = first; ;) {
      // Who comes or goes between two polls ends neither, and is seen in the answer to the second: where much happens, soon.
      answer = await this.api.poll(cursorOf(answer), hasNews ? POLL_MIN_S : POLL_WAIT_MAX_S, history);
      this.heard();
      hasNews = answer.recovered ? this.#goOn(answer) : this.#welcome(answer);
      if (answer.events.some(({ type }) => type === "bye")) return;
    }
  }

  /** What is told of a whole room; of its events, what is not kept is told by itself. @returns whether there was anything to tell */
  #welcome(answer: PollAnswer): boolean {
    const welcome = { ...answer, type: "welcome" as const, events: answer.events.filter(isDurable) };
    return this.#say([welcome, ...answer.events.filter((event) => !isDurable(event))]);
  }

  /** What happened since the last answer; of who came and went in between, the two rosters tell. @returns whether there was anything to tell */
  #goOn({ members, events }: PollAnswer): boolean {
    return this.#say([...rosterChanges(this.#roster, members), ...events]);
  }

  #say(events: readonly ServerEvent[]): boolean {
    for (const event of events) {
      this.#roster = updateRoster(this.#roster, event);
      if (event.type === "rename") this.api.renamed(event.user);
    }
    this.tell(events.map((event) => JSON.stringify(event)));
    return events.length > 0;
  }
}

/** The shortest time that a poll may be held, in seconds. Not held at all, it would not enter the room [T4]. */
const POLL_MIN_S = 1;

function cursorOf({ epoch, head }: PollAnswer): Cursor {
  return { epoch, seq: head };
}
