import { usageOf } from "../process-usage.ts";
import { ask, countsOf } from "./api.ts";
import type { Findings, Subject } from "./job.ts";
import { post } from "./post.ts";
import { median, quantile } from "./statistics.ts";

/** A word that no message holds: all of them have to be looked at. */
const RARE = "quetzalcoatl";
/** As many as one user may make at once. */
const SEARCHES = 5;
const PAGE = 50;

/** A long log: how long a page of it takes, from anywhere in it, and a search through all of it. Over HTTP, as clients ask. */
export async function history(
  subject: Subject,
  options: { messages: number; pages: number; textBytes: number },
): Promise<Findings> {
  const before = await post(subject, 1, options.textBytes);
  const counts = await countsOf(subject.port);
  const start = performance.now();
  const cpu = usageOf(subject.pid).cpuMs;
  const { head } = await post(subject, options.messages, options.textBytes);
  const seconds = (performance.now() - start) / 1000;
  const cpuMs = usageOf(subject.pid).cpuMs - cpu;
  const { rowsWritten } = await countsOf(subject.port);

  const pages: number[] = [];
  let wrong = head - before.head === options.messages ? undefined : `${head} messages are in the log`;
  for (let page = 0; page < options.pages; page++) {
    // Spread evenly over the log, in no order.
    const place = PAGE + 1 + ((page * 7919) % (head - PAGE));
    const began = performance.now();
    const { text } = await ask(subject.port, `/messages?before=${place}&limit=${PAGE}`);
    pages.push(performance.now() - began);
    if (text.split("~").length - 1 !== PAGE) wrong = `a page before ${place} was not whole`;
  }
  return {
    figures: {
      messages: options.messages,
      storedPerSecond: options.messages / seconds,
      cpuMicrosPerMessage: (cpuMs * 1000) / options.messages,
      rowsPerMessage: (rowsWritten - counts.rowsWritten) / options.messages,
      pageMs: median(pages),
      pageP99Ms: quantile(
        pages.sort((a, b) => a - b),
        0.99,
      ),
      searchMs: await searchTime(subject.port),
    },
    wrong,
  };
}

/** @returns ms */
async function searchTime(port: number): Promise<number> {
  const times: number[] = [];
  for (let search = 0; search < SEARCHES; search++) {
    const began = performance.now();
    const { status, text } = await ask(port, `/messages?q=${RARE}&limit=${PAGE}`);
    if (status !== 200) throw new Error(`search: HTTP ${status} ${text}`);
    times.push(performance.now() - began);
  }
  return median(times);
}
