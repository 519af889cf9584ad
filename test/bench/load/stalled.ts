import { usageOf } from "../process-usage.ts";
import { Connection } from "./connection.ts";
import { gatherSpeakers } from "./flow.ts";
import type { Findings, Subject } from "./job.ts";
import { sayAtPace } from "./paced.ts";
import { Durations, quantile } from "./statistics.ts";
import { until } from "./wait.ts";

const CLOSE_PATIENCE_MS = 5_000;

/** One reader stands still beside many healthy ones: what those notice, what it costs in memory, and what becomes of it. */
export async function stalled(
  subject: Subject,
  options: { sockets: number; senders: number; perSecond: number; textBytes: number; windowMs: number },
): Promise<Findings> {
  const { audience, speakers } = await gatherSpeakers(subject, options);
  const listen = async (): Promise<Float64Array> => {
    audience.latencies = new Durations();
    audience.listen();
    await sayAtPace(speakers, options.perSecond, options.windowMs);
    return audience.latencies.sorted();
  };
  const healthy = await listen();
  // It comes late and stops at once: the longer a socket has been read from, the more the kernel takes for it.
  const reader = new Connection(subject, options.sockets);
  await reader.ready;
  reader.pause();
  const before = usageOf(subject.pid).rssKib;
  const beside = await listen();
  const after = usageOf(subject.pid).rssKib;
  const wrong = await audience.settle(speakers.reduce((sum, speaker) => sum + speaker.sent, 0));
  let closeCode = 0;
  reader.onEnd = (code) => (closeCode = code);
  reader.resume();
  await until(() => closeCode !== 0, CLOSE_PATIENCE_MS);
  audience.crowd.close();
  reader.cut();
  return {
    figures: {
      p99HealthyMs: quantile(healthy, 0.99),
      p99BesideMs: quantile(beside, 0.99),
      grownMib: (after - before) / 1024,
      closeCode: closeCode === 0 ? Number.NaN : closeCode,
    },
    wrong,
  };
}
