import { ask } from "./api.ts";
import { Connection } from "./connection.ts";
import { clientFrame } from "./frames.ts";
import type { Subject } from "./job.ts";
import { clock, markedText, readMarks } from "./mark.ts";
import { until } from "./wait.ts";

/** Commands in one frame: as many as this project's protocol allows. */
const COMMANDS_PER_FRAME = 100;
/** Frames on the way at a time. */
const FRAMES_AHEAD = 20;
const PATIENCE_MS = 10_000;

/** Puts messages into this project's room. @returns where its log then stands */
export async function post(
  subject: Subject,
  messages: number,
  textBytes: number,
): Promise<{ epoch: string; head: number }> {
  const connection = new Connection(subject, 0);
  await connection.ready;
  let back = 0;
  connection.onPayload = (payload) => (back += readMarks(payload, () => {}));
  for (let sent = 0; sent < messages;) {
    const count = Math.min(COMMANDS_PER_FRAME, messages - sent);
    const commands = Array.from({ length: count }, (_, index) => {
      const number = sent + index;
      return subject.dialect.message(`p-${number}`, markedText({ sender: 0, number, at: clock() }, textBytes));
    });
    connection.write(clientFrame(`[${commands.join(",")}]`));
    sent += count;
    const floor = sent - COMMANDS_PER_FRAME * FRAMES_AHEAD;
    if (!(await until(() => back >= floor, PATIENCE_MS))) throw new Error(`only ${back} of ${sent} messages came back`);
  }
  if (!(await until(() => back === messages, PATIENCE_MS)))
    throw new Error(`${back} of ${messages} messages came back`);
  connection.cut();
  const { text } = await ask(subject.port, "");
  return JSON.parse(text) as { epoch: string; head: number };
}
