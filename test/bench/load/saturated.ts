import { countsOf } from "./api.ts";
import { Audience } from "./audience.ts";
import type { Findings, Subject } from "./job.ts";
import { Sender } from "./sender.ts";
import { quantile } from "./statistics.ts";
import { pause } from "./wait.ts";
import { openWindow } from "./window.ts";

/** A room that is given as much as it takes: each sender has so many messages in flight all the time. */
export async function saturated(
  subject: Subject,
  options: { sockets: number; senders: number; inFlight: number; textBytes: number; warmMs: number; windowMs: number },
): Promise<Findings> {
  const audience = await Audience.gather(subject, options.sockets, options.senders);
  const senders = audience.senders.map((witness) => new Sender(witness, options.textBytes));
  const rowsBefore = subject.isParley ? (await countsOf(subject.port)).rowsWritten : 0;

  for (const sender of senders) sender.start(options.inFlight);
  await pause(options.warmMs);
  const from = audience.tide();
  audience.listen();
  const close = openWindow(subject.pid);
  await pause(options.windowMs);
  const span = close();
  const to = audience.tide();
  audience.ignore();

  for (const sender of senders) sender.stop();
  const sent = senders.reduce((sum, sender) => sum + sender.sent, 0);
  const wrong = await audience.settle(sent);
  const deliveries = audience.deliveries(from, to);
  const sorted = audience.latencies.sorted();
  const rows = subject.isParley ? (await countsOf(subject.port)).rowsWritten - rowsBefore : Number.NaN;
  audience.crowd.close();
  return {
    figures: {
      deliveriesPerSecond: deliveries / span.seconds,
      cpuMicrosPerDelivery: (span.serverCpuMs * 1000) / deliveries,
      medianMs: quantile(sorted, 0.5),
      p99Ms: quantile(sorted, 0.99),
      serverShare: span.serverShare,
      generatorShare: span.generatorShare,
      othersShare: span.othersShare,
      rssMib: span.rssMib,
      rowsPerMessage: rows / sent,
    },
    wrong,
  };
}
