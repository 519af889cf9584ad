/** WebSocket frames by hand: the load generator must cost less than any server that it measures. */

export const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** One frame of a client. The mask is all zeros: allowed on the wire, and it leaves the payload as it is. */
export function clientFrame(payload: string | Buffer, opcode: number = OPCODE.text): Buffer {
  const length = Buffer.byteLength(payload);
  const headerBytes = (length < 126 ? 2 : 4) + 4;
  if (length > 0xff_ff) throw new RangeError(`A client frame of ${length} bytes is not needed here.`);
  const frame = Buffer.alloc(headerBytes + length);
  frame[0] = 0x80 | opcode;
  if (length < 126) {
    frame[1] = 0x80 | length;
  } else {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  }
  if (typeof payload === "string") frame.write(payload, headerBytes);
  else payload.copy(frame, headerBytes);
  return frame;
}

/** Who is told of what comes in. */
export interface FrameSink {
  /** A frame begins. @returns whether its payload is wanted: what is not is passed over without a look. */
  begin(opcode: number, length: number): boolean;
  /** A wanted frame is complete. The buffer is used again afterwards. */
  payload(opcode: number, payload: Buffer): void;
}

const HEADER_MAX_BYTES = 10;

/** Takes a server's byte stream apart, in whatever pieces it comes. */
export class FrameReader {
  readonly #sink: FrameSink;
  readonly #header = Buffer.alloc(HEADER_MAX_BYTES);
  #headerLength = 0;
  #opcode = 0;
  /** Bytes of the running frame's payload that have not come yet. */
  #left = 0;
  /** Holds a wanted payload that comes in pieces. */
  #pieces = Buffer.alloc(0);
  #piecesLength = 0;
  #isWanted = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** The next bytes of the stream: those from `start` to `end`. */
  feed(bytes: Buffer, start: number, end: number): void {
    let position = start;
    while (position < end) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, end - position);
        this.#take(bytes, position, taken);
        position += taken;
        continue;
      }
      this.#header[this.#headerLength++] = bytes[position++]!;
      this.#readHeader();
    }
  }

  #readHeader(): void {
    if (this.#headerLength < 2) return;
    const short = this.#header[1]! & 0x7f;
    if (this.#headerLength < (short < 126 ? 2 : short === 126 ? 4 : 10)) return;
    this.#left = short < 126 ? short : short === 126 ? this.#header.readUInt16BE(2) : this.#header.readUIntBE(4, 6);
    this.#headerLength = 0;
    this.#opcode = this.#header[0]! & 0x0f;
    this.#isWanted = this.#sink.begin(this.#opcode, this.#left);
    this.#piecesLength = 0;
    if (this.#left === 0 && this.#isWanted) this.#sink.payload(this.#opcode, this.#pieces.subarray(0, 0));
  }

  #take(bytes: Buffer, position: number, taken: number): void {
    this.#left -= taken;
    if (!this.#isWanted) return;
    if (this.#left === 0 && this.#piecesLength === 0) {
      this.#sink.payload(this.#opcode, bytes.subarray(position, position + taken));
      return;
    }
    const length = this.#piecesLength + taken;
    if (this.#pieces.length < length + this.#left) {
      const larger = Buffer.alloc(length + this.#left);
      this.#pieces.copy(larger, 0, 0, this.#piecesLength);
      this.#pieces = larger;
    }
    bytes.copy(this.#pieces, this.#piecesLength, position, position + taken);
    this.#piecesLength = length;
    if (this.#left === 0) this.#sink.payload(this.#opcode, this.#pieces.subarray(0, length));
  }
}
