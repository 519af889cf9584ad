import { countsOf } from "./api.ts";
import { gatherSpeakers, measureFlow } from "./flow.ts";
import type { Findings, Subject } from "./job.ts";
import { pause } from "./wait.ts";

/** A room that is given as much as it takes: each sender has so many messages in flight all the time. */
export async function saturated(
  subject: Subject,
  options: { sockets: number; senders: number; inFlight: number; textBytes: number; warmMs: number; windowMs: number },
): Promise<Findings> {
  const room = await gatherSpeakers(subject, options);
  const rowsBefore = subject.isParley ? (await countsOf(subject.port)).rowsWritten : 0;
  for (const speaker of room.speakers) speaker.start(options.inFlight);
  await pause(options.warmMs);
  const { figures, span, sent, wrong } = await measureFlow(subject, room, () => pause(options.windowMs));
  const rows = subject.isParley ? (await countsOf(subject.port)).rowsWritten - rowsBefore : Number.NaN;
  room.audience.crowd.close();
  return { figures: { ...figures, rssMib: span.rssMib, rowsPerMessage: rows / sent }, wrong };
}
