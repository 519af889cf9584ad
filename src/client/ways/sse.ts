/** One server-sent event. */
export interface SseEvent {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/**
 * Reads server-sent events as this server writes them [T2]: `\n` ends a line, and no field has more than one.
 * @returns with each piece that comes the events that it completes: none, where it is a heartbeat
 */
export async function* readSse(body: ReadableStream<Uint8Array>): AsyncGenerator<readonly SseEvent[], void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    yield blocks.map(parseBlock).filter(({ data }) => data !== "");
  }
}

function parseBlock(block: string): SseEvent {
  const event = { event: "message", id: "", data: "" };
  for (const line of block.split("\n")) {
    const [name, ...value] = line.split(": ");
    if (name === "event" || name === "id" || name === "data") event[name] = value.join(": ");
  }
  return event;
}
