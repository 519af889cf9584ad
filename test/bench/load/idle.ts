import { usageOf } from "../process-usage.ts";
import { countsOf } from "./api.ts";
import { Crowd } from "./crowd.ts";
import type { Findings, Subject } from "./job.ts";
import { pause } from "./wait.ts";

/** A room where nobody says anything: what a socket costs in memory. A crowd has come and gone before, so that the heap has grown. */
export async function idleMemory(subject: Subject, options: { sockets: number; restMs: number }): Promise<Findings> {
  const visitors = await Crowd.gather(subject, options.sockets);
  visitors.close();
  await pause(options.restMs);
  const before = usageOf(subject.pid).rssKib;
  const crowd = await Crowd.gather(subject, options.sockets);
  // Longer than it takes an object to hibernate.
  await pause(options.restMs);
  const after = usageOf(subject.pid).rssKib;
  crowd.close();
  return {
    figures: {
      kibPerSocket: (after - before) / options.sockets,
      kibPerSocketInAll: after / options.sockets,
      rssMib: after / 1024,
    },
  };
}

/** A room where nobody says anything but heartbeats: whether they keep it from sleeping, or wake it. */
export async function idleWakes(
  subject: Subject,
  options: { sockets: number; beats: number; everyMs: number; restMs: number },
): Promise<Findings> {
  const crowd = await Crowd.gather(subject, options.sockets);
  await pause(options.restMs);
  // Asking wakes the room, once.
  const before = await countsOf(subject.port);
  for (let beat = 0; beat < options.beats; beat++) {
    for (const connection of crowd.connections) connection.beat();
    await pause(options.everyMs);
  }
  await crowd.quiet();
  const after = await countsOf(subject.port);
  const beats = crowd.connections.reduce((sum, connection) => sum + connection.beats, 0);
  crowd.close();
  const wakes = after.wakes - before.wakes - 1;
  const expected = options.beats * options.sockets;
  const wrong =
    beats !== expected
      ? `${beats} of ${expected} heartbeats were answered`
      : wakes < 0
        ? "the room did not sleep while it was sent heartbeats"
        : undefined;
  return { figures: { beats, wakes, rowsWritten: after.rowsWritten - before.rowsWritten }, wrong };
}
