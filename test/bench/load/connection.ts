import { connect, type Socket } from "node:net";
import type { Dialect } from "./dialects.ts";
import { clientFrame, FrameReader, OPCODE } from "./frames.ts";

/** Where a server listens, and how it is spoken to. */
export interface Target {
  readonly port: number;
  readonly dialect: Dialect;
}

/** Shorter frames are heartbeats and the like. */
const NEWS_MIN_BYTES = 16;
/** All sockets read into the same memory: each read is dealt with before the next. */
const memory = Buffer.alloc(256 * 1024);

const END_OF_HEADERS = "\r\n\r\n";
const ENGINE_IO_PING = "2";
const ENGINE_IO_PONG = clientFrame("3");
const HEARTBEAT = clientFrame("ping");
const HEARTBEAT_ANSWER = "pong";

/** One client on a raw TCP socket. It counts what comes in; payloads are looked at only by whoever asks. */
export class Connection {
  readonly index: number;
  /** Frames of news, and the bytes in them. To be set back by whoever measures. */
  frames = 0;
  bytes = 0;
  /** Answers to heartbeats. */
  beats = 0;
  /** `performance.now()` when the last frame of news began. */
  lastAt = 0;
  /** Is given each frame of news, when complete. Set it to look inside. */
  onPayload: ((payload: Buffer) => void) | undefined;
  /** Is told that a frame of news begins. */
  onFrame: (() => void) | undefined;
  /** Is given the frame that says that one is in, before anything that comes after it. */
  onWelcome: ((welcome: string) => void) | undefined;
  /** Is told that the connection ended, with the close code: 1006 without one. */
  onEnd: ((code: number) => void) | undefined;
  /** Settles when it is in: with the first frame, where the server has one for that. */
  readonly ready: Promise<string>;
  readonly #socket: Socket;
  readonly #dialect: Dialect;
  readonly #reader: FrameReader;
  #state: "upgrade" | "joining" | "in" | "over" = "upgrade";
  #answer = "";
  #isReading = true;
  #closeCode = 1006;
  #resolve!: (welcome: string) => void;
  #reject!: (error: Error) => void;

  constructor({ port, dialect }: Target, index: number, query = "") {
    this.index = index;
    this.#dialect = dialect;
    this.ready = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.ready.catch(() => {}); // Whoever waits for it is told.
    this.#reader = new FrameReader({
      begin: (opcode, length) => this.#begin(opcode, length),
      payload: (opcode, payload) => this.#payload(opcode, payload),
    });
    const onread = { buffer: memory, callback: (read: number) => this.#read(read) };
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true, onread });
    const protocol = dialect.subprotocol === undefined ? "" : `Sec-WebSocket-Protocol: ${dialect.subprotocol}\r\n`;
    this.#socket.write(
      `GET ${dialect.target(`u${index}`, query)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
        `Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n${protocol}\r\n`,
    );
    this.#socket.on("error", (error) => this.#end(error.message));
    this.#socket.on("close", () => this.#end("the server hung up"));
  }

  /** Sends frames as they are. */
  write(frames: Buffer): void {
    this.#socket.write(frames);
  }

  /** Sends messages, each in a frame of its own. */
  sayAll(messages: readonly { readonly id: string; readonly text: string }[]): void {
    const frames = messages.map(({ id, text }) => clientFrame(this.#dialect.message(id, text)));
    this.#socket.write(frames.length === 1 ? frames[0]! : Buffer.concat(frames));
  }

  /** Says that it is still there. */
  beat(): void {
    this.#socket.write(HEARTBEAT);
  }

  /** Stops taking anything from the network. */
  pause(): void {
    this.#isReading = false;
    this.#socket.pause();
  }

  /** Goes on reading. */
  resume(): void {
    this.#isReading = true;
    this.#socket.resume();
  }

  /** Is cut off, as by a dead network. */
  cut(): void {
    this.#socket.destroy();
  }

  #read(read: number): boolean {
    let start = 0;
    if (this.#state === "upgrade") {
      this.#answer += memory.toString("latin1", 0, read);
      const end = this.#answer.indexOf(END_OF_HEADERS);
      if (end < 0) return true;
      if (!this.#answer.startsWith("HTTP/1.1 101")) {
        this.#end(`the upgrade was answered: ${this.#answer.slice(0, this.#answer.indexOf("\r\n"))}`);
        return true;
      }
      start = read - (this.#answer.length - end - END_OF_HEADERS.length);
      this.#upgraded();
    }
    this.#reader.feed(memory, start, read);
    return this.#isReading;
  }

  #upgraded(): void {
    this.#answer = "";
    this.#state = "joining";
    if (this.#dialect.hello !== undefined) this.write(clientFrame(this.#dialect.hello));
    if (this.#dialect.welcome === undefined) this.#enter("");
  }

  #enter(welcome: string): void {
    this.#state = "in";
    this.onWelcome?.(welcome);
    this.#resolve(welcome);
  }

  #begin(opcode: number, length: number): boolean {
    if (opcode !== OPCODE.text || length < NEWS_MIN_BYTES || this.#state === "joining") return true;
    this.frames++;
    this.bytes += length;
    this.lastAt = performance.now();
    this.onFrame?.();
    return this.onPayload !== undefined;
  }

  #payload(opcode: number, payload: Buffer): void {
    if (opcode === OPCODE.close) {
      this.#closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.#socket.end(clientFrame(Buffer.from(payload.subarray(0, 2)), OPCODE.close));
      this.#end(`the server closed with ${this.#closeCode}`);
    }
    if (opcode === OPCODE.ping) this.write(clientFrame(payload, OPCODE.pong));
    if (opcode !== OPCODE.text) return;
    const { welcome } = this.#dialect;
    if (this.#state !== "joining") {
      if (payload.length >= NEWS_MIN_BYTES) this.onPayload?.(payload);
      else this.#heartbeat(payload.toString("latin1"));
    } else if (welcome !== undefined && payload.toString("latin1", 0, welcome.length) === welcome) {
      this.#enter(payload.toString());
    }
  }

  #heartbeat(text: string): void {
    if (text === ENGINE_IO_PING) this.write(ENGINE_IO_PONG);
    else if (text === HEARTBEAT_ANSWER) this.beats++;
  }

  #end(why: string): void {
    if (this.#state === "over") return;
    this.#state = "over";
    this.#reject(new Error(why));
    if (!this.#socket.writableEnded) this.#socket.destroy();
    this.onEnd?.(this.#closeCode);
  }
}
