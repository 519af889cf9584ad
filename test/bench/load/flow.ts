import { Audience } from "./audience.ts";
import type { Subject } from "./job.ts";
import { Sender } from "./sender.ts";
import { quantile } from "./statistics.ts";
import { openWindow, type Span } from "./window.ts";

/** Who talks in a room full of listeners. */
export async function gatherSpeakers(
  subject: Subject,
  { sockets, senders, textBytes }: { sockets: number; senders: number; textBytes: number },
): Promise<{ audience: Audience; speakers: readonly Sender[] }> {
  const audience = await Audience.gather(subject, sockets, senders);
  return { audience, speakers: audience.senders.map((witness) => new Sender(witness, textBytes)) };
}

/** What flowed while something went on. */
export interface Flow {
  readonly figures: Readonly<Record<string, number>>;
  readonly span: Span;
  /** Messages sent in all. */
  readonly sent: number;
  readonly wrong: string | undefined;
}

/** Measures deliveries, their cost and their time on the way, while something goes on; then waits until all has come to all. */
export async function measureFlow(
  subject: Subject,
  { audience, speakers }: { audience: Audience; speakers: readonly Sender[] },
  goOn: () => Promise<void>,
): Promise<Flow> {
  const from = audience.tide();
  audience.listen();
  const close = openWindow(subject.pid);
  await goOn();
  const span = close();
  const to = audience.tide();
  for (const speaker of speakers) speaker.stop();

  const sent = speakers.reduce((sum, speaker) => sum + speaker.sent, 0);
  const wrong = await audience.settle(sent);
  const deliveries = audience.deliveries(from, to);
  const sorted = audience.latencies.sorted();
  const { serverShare, generatorShare, othersShare } = span;
  const figures = {
    deliveriesPerSecond: deliveries / span.seconds,
    cpuMicrosPerDelivery: (span.serverCpuMs * 1000) / deliveries,
    medianMs: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    serverShare,
    generatorShare,
    othersShare,
  };
  return { figures, span, sent, wrong };
}
