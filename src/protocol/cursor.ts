/** [B1] A place in a room's log: everything up to `seq` is known. `epoch` changes when the log is wiped or restored. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

const CURSOR = /^([0-9a-z]{1,32})\.(\d{1,15})$/;

export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}.${cursor.seq}`;
}

/** @returns the cursor, or undefined where the text is none; a room treats that as one it cannot resume from. */
export function parseCursor(text: string): Cursor | undefined {
  const match = CURSOR.exec(text);
  return match ? { epoch: match[1]!, seq: Number(match[2]) } : undefined;
}
