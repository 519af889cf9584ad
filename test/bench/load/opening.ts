import { Crowd } from "./crowd.ts";
import type { Findings, Subject } from "./job.ts";
import { post } from "./post.ts";
import { openWindow } from "./window.ts";

/** Many come at once. Servers that keep messages are filled with some first; all are to have their welcome. */
export async function joinStorm(
  subject: Subject,
  options: { sockets: number; messages: number; textBytes: number },
): Promise<Findings> {
  if (subject.isParley) await post(subject, options.messages, options.textBytes);
  const close = openWindow(subject.pid);
  const crowd = await Crowd.open(subject, options.sockets);
  const span = close();
  await crowd.quiet();
  const settled = close();
  crowd.close();
  return {
    figures: {
      openedMs: span.seconds * 1000,
      cpuMicrosPerSocket: (settled.serverCpuMs * 1000) / options.sockets,
      generatorShare: span.generatorShare,
    },
  };
}

/** Many come back at once, each with a cursor so many messages behind. */
export async function resumeStorm(
  subject: Subject,
  options: { sockets: number; behind: number; messages: number; textBytes: number },
): Promise<Findings> {
  const { epoch, head } = await post(subject, options.messages, options.textBytes);
  const since = head - options.behind;
  const close = openWindow(subject.pid);
  const crowd = await Crowd.open(subject, options.sockets, `since=${epoch}.${since}`);
  const span = close();
  let whole = 0;
  for (const { ready } of crowd.connections) {
    const marks = (await ready).split("~").length - 1;
    if (marks === options.behind) whole++;
  }
  crowd.close();
  return {
    figures: {
      openedMs: span.seconds * 1000,
      cpuMicrosPerSocket: (span.serverCpuMs * 1000) / options.sockets,
      generatorShare: span.generatorShare,
    },
    wrong: whole === options.sockets ? undefined : `${options.sockets - whole} did not get all that they had missed`,
  };
}
