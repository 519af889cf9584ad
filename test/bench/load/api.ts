import { ROOM } from "./dialects.ts";

/** What this project's rooms count of themselves, as far as it is looked at here. */
export interface Counts {
  readonly wakes: number;
  readonly requests: number;
  readonly framesIn: number;
  readonly rowsRead: number;
  readonly rowsWritten: number;
}

/** Asks this project's HTTP API about the room. */
export async function ask(port: number, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/api/rooms/${ROOM}${path}`, {
    signal: AbortSignal.timeout(60_000),
  });
  return { status: response.status, text: await response.text() };
}

/** What the room has used since it was made. Asking wakes it. */
export async function countsOf(port: number): Promise<Counts> {
  const { status, text } = await ask(port, "/stats");
  if (status !== 200) throw new Error(`stats: HTTP ${status} ${text}`);
  return (JSON.parse(text) as { counts: Counts }).counts;
}
