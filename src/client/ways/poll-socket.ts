import type { PollAnswer } from "../../protocol/answers.ts";
import type { Cursor } from "../../protocol/cursor.ts";
import { isDurable, type ServerEvent } from "../../protocol/events.ts";
import { POLL_WAIT_MAX_S } from "../../protocol/limits.ts";
import { EMPTY_ROSTER, rosterChanges, updateRoster, type Roster } from "../roster.ts";
import { stopwatch } from "../stopwatch.ts";
import { HttpSocket } from "./http-socket.ts";
import { pause } from "../within.ts";

/** Asks again and again, each time until there is news. */
export class PollSocket extends HttpSocket {
  #roster: Roster = EMPTY_ROSTER;

  protected async listen(): Promise<void> {
    // Without a token a poll is the guest of its address, whom others may be too; and no poll renews one.
    await this.identify();
    // The first says that one is in: at once, or after this second where one comes back and missed nothing.
    const first = await this.api.poll(this.to.introduction.since, POLL_MIN_S);
    this.api.know(first.you);
    this.quietMaxMs = POLL_WAIT_MAX_S * 1000 + this.timing.pongMs;
    let hasNews = this.#welcome(first);
    for (let answer = first; ;) {
      // Who comes or goes between two polls ends neither, and is seen in the answer to the second: where much happens, soon.
      const wait = hasNews ? POLL_MIN_S : POLL_WAIT_MAX_S;
      const age = stopwatch();
      answer = await this.api.poll(cursorOf(answer), wait);
      this.heard();
      hasNews = answer.recovered ? this.#goOn(answer) : this.#welcome(answer);
      if (answer.events.some(({ type }) => type === "bye")) return;
      // What is not held for as long as it asks, something on the way cuts short: it would do so thousands of times a minute.
      const pace = hasNews || age() >= wait * 900 ? PACE_MS : PACE_EMPTY_MS;
      await pause(pace - age(), this.signal);
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

/** From the start of a poll to that of the next, at least; and after one that ended early and empty: still soon enough to be in the room [T4]. */
const PACE_MS = 1_000;
const PACE_EMPTY_MS = 3_000;

function cursorOf({ epoch, head }: PollAnswer): Cursor {
  return { epoch, seq: head };
}
