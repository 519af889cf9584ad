import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";

/** What a proxy does with a request for a WebSocket: lets it pass, never answers it, refuses it, or takes it for an ordinary request. */
export type Upgrades = "pass" | "swallow" | "refuse" | "strip";

/** What a proxy does otherwise than one that lets all pass. */
export type Habits = Partial<Pick<HttpProxy, "upgrades" | "buffers" | "forbidden" | "hurries" | "loses">>;

/** An HTTP proxy in front of a server, with the habits of those that people sit behind. */
export class HttpProxy {
  /** The address that clients use. */
  readonly origin: string;
  upgrades: Upgrades = "pass";
  /** Whether what is streamed is kept back until it is over, as a filter does that looks at whole answers. */
  buffers = false;
  /** What must not be in the body of a request: it is refused with a page, as by a filter. */
  forbidden: string | undefined;
  /** Whether no poll is held for longer than a second. */
  hurries = false;
  /** Answers to requests that send a message which get lost from now on: the server has done what was asked. */
  loses = 0;
  /** Method and path of each request that came, `UPGRADE` for a WebSocket. */
  readonly requests: string[] = [];
  readonly #server: Server;
  readonly #target: URL;
  readonly #connections = new Set<Duplex>();

  private constructor(server: Server, target: URL) {
    this.#server = server;
    this.#target = target;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("connection", (socket: Socket) => this.#keep(socket));
    server.on("request", (from: IncomingMessage, to: ServerResponse) => {
      this.#forward(from, to).catch(() => to.destroy());
    });
    server.on("upgrade", (from: IncomingMessage, socket: Duplex, head: Buffer) => this.#upgrade(from, socket, head));
  }

  /** Listens in front of a local server. */
  static async start(target: string, habits: Habits = {}): Promise<HttpProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return Object.assign(new HttpProxy(server, new URL(target)), habits);
  }

  /** Ends every connection, once. */
  cut(): void {
    for (const socket of this.#connections) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(socket: Duplex): void {
    this.#connections.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => this.#connections.delete(socket));
  }

  async #forward(from: IncomingMessage, to: ServerResponse): Promise<void> {
    this.requests.push(`${from.method} ${from.url}`);
    const body = await buffer(from);
    if (this.forbidden !== undefined && body.includes(this.forbidden)) {
      to.writeHead(403, { "content-type": "text/html" }).end("<h1>Forbidden</h1>");
      return;
    }
    const { hostname, port } = this.#target;
    const path = this.hurries ? from.url?.replace(/\bwait=\d+/, "wait=1") : from.url;
    const { upgrade: _, connection: __, ...headers } = from.headers;
    const onward = request({ hostname, port, path, method: from.method, headers }, (answer) => {
      const pass = (): unknown => to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("error", () => to.destroy());
      if (this.loses > 0 && from.method === "POST" && from.url?.includes("/messages")) {
        this.loses--;
        answer.resume();
        return void to.destroy();
      }
      if (!this.buffers) return void answer.pipe(pass() as ServerResponse);
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        pass();
        to.end(Buffer.concat(chunks));
      });
    });
    onward.on("error", () => to.destroy());
    // Whoever hangs up hangs up on the server too.
    to.on("close", () => onward.destroy());
    onward.end(body);
  }

  #upgrade(from: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.requests.push(`UPGRADE ${from.url}`);
    if (this.upgrades === "swallow") return;
    if (this.upgrades === "refuse") {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 9\r\n\r\nForbidden");
      return;
    }
    const isStripped = this.upgrades === "strip";
    const onward = connect(Number(this.#target.port), this.#target.hostname);
    this.#keep(onward);
    onward.write(headOf(from, isStripped));
    onward.write(head);
    socket.pipe(onward).pipe(socket);
    onward.on("close", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  }
}

/** A request's head, as it goes over the wire. @param isStripped whether it is none for an upgrade any more */
function headOf({ method, url, rawHeaders }: IncomingMessage, isStripped: boolean): string {
  let head = `${method} ${url} HTTP/1.1\r\n`;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    if (isStripped && /^(?:upgrade|connection)$/i.test(name)) continue;
    head += `${name}: ${rawHeaders[at + 1]}\r\n`;
  }
  return `${head}${isStripped ? "Connection: close\r\n" : ""}\r\n`;
}
