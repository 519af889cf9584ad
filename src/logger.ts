/** What a log line may say: numbers, codes and ids of our own. No texts, names, tokens or addresses. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one structured line. */
export function logLine(event: string, fields: LogFields = {}): void {
  console.log(JSON.stringify({ event, ...fields }));
}

/** Writes one structured line about something that should not have happened. */
export function logError(event: string, error: unknown, fields: LogFields = {}): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ event, ...fields, error: name, message, stack }));
}
