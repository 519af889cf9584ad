import { WebSocket } from "ws";
import { Inbox } from "../support/inbox.ts";

/** A WebSocket that says and hears bare Engine.IO packets. Bytes are told as in a body: `b` and base64. */
export class Peer {
  readonly frames = new Inbox<string>();
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;

  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.on("message", (data, isBinary) => {
      this.frames.push(isBinary ? `b${(data as Buffer).toString("base64")}` : String(data));
    });
    this.#socket.on("error", () => {}); // `closed` tells.
    this.closed = new Promise((resolve) => {
      this.#socket.on("close", (code) => {
        this.frames.end(`closed with ${code}`);
        resolve(code);
      });
    });
  }

  async opened(): Promise<this> {
    if (this.#socket.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve) => this.#socket.once("open", resolve));
    }
    return this;
  }

  /** Says packets, a frame each. */
  say(...frames: (string | Uint8Array)[]): this {
    for (const frame of frames) this.#socket.send(frame);
    return this;
  }

  /** The next frame that is no ping. */
  next(): Promise<string> {
    return this.frames.next((frame) => frame !== "2", "a packet");
  }

  close(): void {
    this.#socket.close();
  }
}

/** An HTTP client of one Engine.IO address. */
export class Poller {
  readonly #address: string;

  constructor(origin: string, path: string) {
    this.#address = `${origin}${path}`;
  }

  /** Asks with a query as it is. */
  async ask(query: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.#address}?${query}`, init);
    return { status: response.status, text: await response.text() };
  }

  poll(sid: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
    return this.ask(`EIO=4&transport=polling&sid=${sid}`, init);
  }

  post(sid: string, body: string): Promise<{ status: number; text: string }> {
    return this.poll(sid, { method: "POST", body });
  }

  /** Opens a session. @returns its id */
  async open(): Promise<string> {
    const { text } = await this.ask("EIO=4&transport=polling");
    return (JSON.parse(text.slice(1)) as { sid: string }).sid;
  }

  /** A WebSocket: with a session's id, to upgrade it. */
  socket(sid?: string): Peer {
    const query = sid === undefined ? "EIO=4&transport=websocket" : `EIO=4&transport=websocket&sid=${sid}`;
    return new Peer(`${this.#address.replace(/^http/, "ws")}?${query}`);
  }

  /** A session that was upgraded. */
  async upgraded(): Promise<{ readonly sid: string; readonly peer: Peer }> {
    const sid = await this.open();
    const peer = await this.socket(sid).opened();
    peer.say("2probe");
    await peer.frames.next((frame) => frame === "3probe", "3probe");
    peer.say("5");
    return { sid, peer };
  }
}
