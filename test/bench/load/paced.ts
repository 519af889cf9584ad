import { Audience } from "./audience.ts";
import type { Findings, Subject } from "./job.ts";
import { Sender } from "./sender.ts";
import { quantile } from "./statistics.ts";
import { pause } from "./wait.ts";
import { openWindow } from "./window.ts";

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
  const audience = await Audience.gather(subject, options.sockets, options.senders);
  const senders = audience.senders.map((witness) => new Sender(witness, options.textBytes));
  await sayAtPace(senders, options.perSecond, options.warmMs);
  const from = audience.tide();
  audience.listen();
  const close = openWindow(subject.pid);
  await sayAtPace(senders, options.perSecond, options.windowMs);
  const span = close();
  const to = audience.tide();

  const wrong = await audience.settle(senders.reduce((sum, sender) => sum + sender.sent, 0));
  const deliveries = audience.deliveries(from, to);
  const sorted = audience.latencies.sorted();
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
    },
    wrong,
  };
}
