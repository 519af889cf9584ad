import { signal } from "@preact/signals";
import type { Message } from "../../protocol/events.ts";
import { type Composing, COMPOSING_NEW, lastOwn } from "./composing.ts";
import { navigate } from "./navigation.ts";
import { threadHash } from "./route.ts";
import type { Session } from "./session.ts";

/**
 * A room as it is seen from a thread of it: what is written there answers the thread's message, and what is changed there is
 * changed where one writes there.
 * @param answers those of the thread, as they are now
 * @param uncover called before something is brought on screen in the log
 */
export function threadSession(
  session: Session,
  thread: number,
  answers: () => readonly Message[],
  uncover: () => void,
): Session {
  const composing = signal<Composing>(COMPOSING_NEW);
  return {
    ...session,
    thread,
    composing,
    compose: (value) => {
      // What answers an answer is in a thread of its own.
      if (value.kind === "reply" && value.to.seq !== thread) navigate(threadHash(value.to.seq));
      else composing.value = value;
    },
    send: (text) => {
      composing.value = COMPOSING_NEW;
      session.say(text, thread);
    },
    lastOwn: () => {
      const { you, outgoing } = session.state.peek();
      const isWaiting = outgoing.some(({ replyTo }) => replyTo === thread);
      return isWaiting ? undefined : lastOwn(answers(), you?.id);
    },
    reveal: (seq) => {
      uncover();
      return session.reveal(seq);
    },
  };
}
