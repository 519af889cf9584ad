import { Crowd } from "./crowd.ts";
import type { Findings, Subject } from "./job.ts";
import { clock, markedText } from "./mark.ts";
import { quantile } from "./statistics.ts";
import { pause, until } from "./wait.ts";

const PATIENCE_MS = 5_000;

/** Now and then one message into a quiet room: how long until the last of all has it. */
export async function lone(
  subject: Subject,
  options: { sockets: number; messages: number; gapMs: number; textBytes: number; warmMessages: number },
): Promise<Findings> {
  const crowd = await Crowd.gather(subject, options.sockets);
  const [sender] = crowd.connections;
  let arrived = 0;
  let lastAt = 0;
  for (const connection of crowd.connections) {
    connection.onFrame = () => {
      arrived++;
      lastAt = connection.lastAt;
    };
  }
  const times: number[] = [];
  for (let number = 0; number < options.messages + options.warmMessages; number++) {
    await pause(options.gapMs);
    arrived = 0;
    const text = markedText({ sender: 0, number, at: clock() }, options.textBytes);
    const start = performance.now();
    sender!.sayAll([{ id: `0-${number}`, text }]);
    await until(() => arrived >= options.sockets, PATIENCE_MS);
    if (arrived !== options.sockets) {
      return { figures: {}, wrong: `a message came ${arrived} times to ${options.sockets} sockets` };
    }
    if (number >= options.warmMessages) times.push(lastAt - start);
  }
  crowd.close();
  const sorted = times.sort((a, b) => a - b);
  return { figures: { medianMs: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) } };
}
