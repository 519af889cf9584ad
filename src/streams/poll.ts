import type { PollAnswer } from "../protocol/answers.ts";
import { isDurable, type ServerEvent } from "../protocol/events.ts";

/**
 * Waits on a room's socket until there is something to tell, or the time is over.
 * @param socket accepted in this turn, so that nothing has come yet
 * @param waitMs at most this long from the welcome on
 * @param gone says that whoever asked has gone
 * @returns undefined where the socket closed before the welcome
 */
export function pollOf(socket: WebSocket, waitMs: number, gone: AbortSignal): Promise<PollAnswer | undefined> {
  return new Promise((resolve) => {
    let answer: PollAnswer | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const finish = (): void => {
      isOver = true;
      if (timer !== undefined) clearTimeout(timer);
      resolve(answer);
    };
    socket.addEventListener("message", ({ data }) => {
      // Who lingers is still told, but nobody asks any more.
      if (isOver) return;
      timer ??= setTimeout(finish, waitMs);
      // Written by the room's object and nobody else.
      for (const event of JSON.parse(data as string) as ServerEvent[]) answer = withEvent(answer, event);
      if (answer && (!answer.recovered || answer.events.length > 0)) finish();
    });
    for (const type of ["close", "error"] as const) socket.addEventListener(type, finish);
    gone.addEventListener("abort", finish);
    // It may have happened while the room was entered.
    if (gone.aborted) finish();
  });
}

function withEvent(answer: PollAnswer | undefined, event: ServerEvent): PollAnswer | undefined {
  if (event.type === "welcome") {
    const { type: _, ...welcome } = event;
    return welcome;
  }
  // Who is typing now is over when a poll has been answered.
  if (!answer || event.type === "typing") return answer;
  return { ...answer, head: isDurable(event) ? event.seq : answer.head, events: [...answer.events, event] };
}
