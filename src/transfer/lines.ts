import { fail, ok, type Result } from "../protocol/result.ts";

/** One line of a file, counted from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly bytes: number;
}

const LINE_FEED = 10;

/** Cuts what comes in pieces into lines of UTF-8, and holds no more of it than one line that is not whole. */
export class Lines {
  readonly #maxBytes: number;
  readonly #utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  #number = 0;
  /** The beginning of the next line. */
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  /** @param maxBytes of one line */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Up to which line it has come. */
  get number(): number {
    return this.#number + 1;
  }

  /** The lines that end in the next piece, one after the other, up to the first that is none. */
  *push(piece: Uint8Array): Generator<Result<Line>> {
    let from = 0;
    for (;;) {
      const to = piece.indexOf(LINE_FEED, from);
      const part = piece.subarray(from, to < 0 ? piece.length : to);
      this.#pieces.push(part);
      this.#bytes += part.byteLength;
      if (this.#bytes > this.#maxBytes) {
        yield fail("too_big", `A line has at most ${this.#maxBytes} bytes.`);
        return;
      }
      if (to < 0) return;
      yield this.end();
      from = to + 1;
    }
  }

  /** What has come is the next line, whatever comes after it. */
  end(): Result<Line> {
    const bytes = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.byteLength;
    }
    this.#pieces = [];
    this.#bytes = 0;
    try {
      const text = this.#utf8.decode(bytes);
      return ok({ number: ++this.#number, text, bytes: bytes.byteLength });
    } catch {
      return fail("bad_json", "This is not UTF-8.");
    }
  }
}
