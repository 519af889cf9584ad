import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { RoomClient } from "../../client/types.ts";
import { emptyThread, takeEvent, takePage, takeRecovery, takeRoot, type Done, type Thread } from "./thread.ts";

/** Answers that are asked for at a time. */
const THREAD_PAGE = 50;

/** A thread that is followed. */
export interface ThreadSource {
  readonly thread: ReadonlySignal<Thread>;
  readonly isLoading: ReadonlySignal<boolean>;
  /** Why it could not be loaded, the last time. */
  readonly problem: ReadonlySignal<unknown>;
  /** Loads the answers that come next. Never rejects. */
  more(): Promise<void>;
  stop(): void;
}

/** Loads a thread and keeps it as it is in the room. @param seq of the message that is answered */
export function followThread(client: RoomClient, seq: number): ThreadSource {
  let latest = emptyThread(seq);
  const thread = signal(latest);
  const isLoading = signal(false);
  const problem = signal<unknown>(undefined);
  let turn = 0;

  const take = (next: Thread): void => {
    latest = next;
    // While it is loaded anew, what was there before stays in view.
    if (next.root !== undefined) thread.value = next;
  };
  const more = async (): Promise<void> => {
    const { gapAfter, root } = latest;
    if (isLoading.peek() || gapAfter === undefined) return;
    const own = turn;
    isLoading.value = true;
    try {
      const [page, start] = await Promise.all([
        client.thread(seq, { after: gapAfter, limit: THREAD_PAGE }),
        root === undefined ? client.history({ after: seq - 1, limit: 1 }) : undefined,
      ]);
      if (own !== turn) return;
      batch(() => {
        take(takePage(start ? takeRoot(latest, start) : latest, page));
        problem.value = undefined;
        isLoading.value = false;
      });
    } catch (error) {
      if (own !== turn) return;
      batch(() => {
        problem.value = error;
        isLoading.value = false;
      });
    }
  };
  const restart = (): void => {
    turn++;
    latest = emptyThread(seq);
    isLoading.value = false;
    void more();
  };

  const event = (event: Done) => take(takeEvent(latest, event));
  const stops = [
    client.on("message", event),
    client.on("edit", event),
    client.on("delete", event),
    client.on("purge", event),
    client.on("reaction", event),
    client.on("welcome", ({ recovered, head }) => {
      // It may be another log, and what was done meanwhile is told to nobody.
      if (!recovered || latest.root === undefined) restart();
      else take(takeRecovery(latest, head));
    }),
  ];
  // Before the first welcome there is nobody to ask.
  if (client.state.value.status === "online") void more();
  return {
    thread,
    isLoading,
    problem,
    more,
    stop: () => {
      turn++;
      for (const stop of stops) stop();
    },
  };
}
