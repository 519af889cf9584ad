import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { Queue } from "./queue.ts";

/** A command as it came over the wire. */
export type SentCommand = Record<string, unknown> & { type: string };

/** An answer to a request over HTTP. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** A real WebSocket server that says what a test tells it to, and nothing by itself but `pong`. */
export class ScriptedServer {
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: () => "parley.v1" });
  readonly #accepted = new Queue<ScriptedSocket>();
  /** Requests over HTTP: method, path and authorization. */
  readonly requests = new Queue<{ method: string; path: string; authorization: string | undefined }>();
  /** How many sockets were asked for. */
  upgrades = 0;
  /** The status to refuse upgrades with. */
  refuse: number | undefined;
  /** Whether upgrades stay without any answer. */
  stall = false;
  answer: (method: string, path: string) => Answer = () => ({ status: 200, body: {} });

  private constructor() {
    this.#http = createServer((request, response) => this.#request(request, response));
    this.#http.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  static async start(port = 0): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    await new Promise<void>((resolve) => server.#http.listen(port, "127.0.0.1", resolve));
    return server;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The next socket that is opened. */
  accept(): Promise<ScriptedSocket> {
    return this.#accepted.next();
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #request(request: IncomingMessage, response: ServerResponse): void {
    const { method = "", url = "", headers } = request;
    this.requests.push({ method, path: url, authorization: headers.authorization });
    const { status, body } = this.answer(method, url);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.upgrades += 1;
    if (this.stall) return;
    if (this.refuse !== undefined) {
      socket.end(`HTTP/1.1 ${this.refuse} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#accepted.push(new ScriptedSocket(webSocket, new URL(request.url ?? "", this.url), request.headers));
    });
  }
}

/** The server's end of one socket. */
export class ScriptedSocket {
  readonly #socket: WebSocket;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  /** The frames of the client, `ping` aside. */
  readonly frames = new Queue<SentCommand[]>();
  readonly pings = new Queue<string>();
  readonly closed: Promise<number>;
  swallowPings = false;

  constructor(socket: WebSocket, url: URL, headers: IncomingMessage["headers"]) {
    this.#socket = socket;
    this.url = url;
    this.headers = headers;
    this.closed = new Promise((resolve) => socket.on("close", resolve));
    socket.on("message", (data) => this.#receive(String(data)));
  }

  /** One frame with these events. */
  send(...events: object[]): void {
    this.sendText(JSON.stringify(events));
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  /** The next frame, which is to hold one command. */
  async command(): Promise<SentCommand> {
    const frame = await this.frames.next();
    if (frame.length !== 1) throw new Error(`A frame of ${frame.length} commands came.`);
    return frame[0]!;
  }

  close(code: number, reason = ""): void {
    this.#socket.close(code, reason);
  }

  /** The network is gone. */
  cut(): void {
    this.#socket.terminate();
  }

  #receive(text: string): void {
    if (text === "ping") {
      this.pings.push(text);
      if (!this.swallowPings) this.#socket.send("pong");
      return;
    }
    const json: SentCommand | SentCommand[] = JSON.parse(text);
    this.frames.push(Array.isArray(json) ? json : [json]);
  }
}
