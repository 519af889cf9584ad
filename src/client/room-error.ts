/**
 * Why a command was not done. `code` is the server's (`ErrorCode`), or one of the client's own: `disconnected` (the connection
 * was lost before the answer, or did not come), `closed` (by `close()`), `timeout` (no answer), `discarded` (by `discard()`),
 * `too_many` (more is waiting than the client holds).
 */
export class RoomError extends Error {
  override readonly name = "RoomError";
  readonly code: string;
  /** After how many ms the same may succeed. */
  readonly retryAfter: number | undefined;

  constructor(code: string, message: string, retryAfter?: number) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export function errorOf(problem: {
  readonly code: string;
  readonly message: string;
  readonly retryAfter?: number | undefined;
}): RoomError {
  return new RoomError(problem.code, problem.message, problem.retryAfter);
}

export const closedError = (): RoomError => new RoomError("closed", "The room was closed.");
export const disconnectedError = (): RoomError =>
  new RoomError("disconnected", "There is no connection to the server.");
