import { gatherSpeakers, measureFlow } from "./flow.ts";
import type { Findings, Subject } from "./job.ts";
import type { Sender } from "./sender.ts";
import { pause } from "./wait.ts";

/** Says messages at an even pace, one sender after the other, for so long. What the timer was late for is made up for. */
export async function sayAtPace(senders: readonly Sender[], perSecond: number, ms: number): Promise<void> {
  const start = performance.now();
  for (let said = 0; ;) {
    const passed = Math.min(ms, performance.now() - start);
    while (said < (passed * perSecond) / 1000) senders[said++ % senders.length]!.say();
    if (passed === ms) return;
    await pause(Math.max(1, 1000 / perSecond / 2));
  }
}

/** A room where so many messages a second are said, whatever becomes of them. */
export async function paced(
  subject: Subject,
  options: { sockets: number; senders: number; perSecond: number; textBytes: number; warmMs: number; windowMs: number },
): Promise<Findings> {
  const room = await gatherSpeakers(subject, options);
  await sayAtPace(room.speakers, options.perSecond, options.warmMs);
  const { figures, wrong } = await measureFlow(subject, room, () =>
    sayAtPace(room.speakers, options.perSecond, options.windowMs),
  );
  room.audience.crowd.close();
  return { figures, wrong };
}
