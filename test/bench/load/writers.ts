import { ask } from "./api.ts";
import { Crowd } from "./crowd.ts";
import type { Findings, Subject } from "./job.ts";
import { clock, markedText } from "./mark.ts";
import { ResumingClient } from "./resuming-client.ts";
import { pause, until } from "./wait.ts";

const LISTENERS = 12;
const PATIENCE_MS = 60_000;
const PAGE = 100;

/** Writers, and some who only listen, in a full room, each cut off at random again and again: all end with the same gapless log. */
export async function writers(
  subject: Subject,
  options: {
    sockets: number;
    writers: number;
    messages: number;
    inFlight: number;
    textBytes: number;
    cutEveryMs: number;
  },
): Promise<Findings> {
  const crowd = await Crowd.gather(subject, options.sockets - options.writers - LISTENERS);
  const clients = Array.from(
    { length: options.writers + LISTENERS },
    (_, index) => new ResumingClient(subject, options.sockets + index),
  );
  const total = options.writers * options.messages;
  const talk = clients.slice(0, options.writers).map(async (client, sender) => {
    for (let number = 0; number < options.messages; number++) {
      if (!(await until(() => client.unanswered < options.inFlight, PATIENCE_MS))) return;
      client.say(`${sender}-${number}`, markedText({ sender, number, at: clock() }, options.textBytes));
    }
  });
  const start = performance.now();
  const over = new AbortController();
  const trouble = (async () => {
    while (!over.signal.aborted) {
      await pause(options.cutEveryMs * 2 * Math.random());
      clients[Math.floor(Math.random() * clients.length)]!.cut();
    }
  })();
  await Promise.all(talk);
  const isWhole = (): boolean => clients.every(({ log, unanswered }) => log.length >= total && unanswered === 0);
  over.abort();
  await trouble;
  await until(isWhole, PATIENCE_MS);
  const seconds = (performance.now() - start) / 1000;
  const log = await wholeLog(subject.port);
  const wrong = judge(clients, log, total);
  for (const client of clients) client.leave();
  crowd.close();
  return { figures: { seconds, cuts: clients.reduce((sum, { cuts }) => sum + cuts, 0), messages: log.length }, wrong };
}

function judge(clients: readonly ResumingClient[], log: readonly string[], total: number): string | undefined {
  if (log.length !== total || new Set(log).size !== total) {
    return `the log holds ${log.length} messages, ${new Set(log).size} of them different, where ${total} were sent`;
  }
  const faults = clients.reduce((sum, client) => sum + client.faults, 0);
  if (faults > 0) return `${faults} messages came out of order`;
  const others = clients.filter((client) => client.log.join() !== log.join()).length;
  return others > 0 ? `${others} clients ended with another log` : undefined;
}

/** The ids of all messages, as the room has stored them. */
async function wholeLog(port: number): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const { text } = await ask(port, `/messages?after=${ids.length}&limit=${PAGE}`);
    const { messages, more } = JSON.parse(text) as { messages: { seq: number; id: string }[]; more: boolean };
    for (const { seq, id } of messages) if (seq === ids.length + 1) ids.push(id);
    if (!more || messages.length === 0) return ids;
  }
}
