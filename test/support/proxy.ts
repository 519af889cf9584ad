import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A TCP proxy in front of a server: the network of a test, to be cut, swallowed and mended. */
export class Proxy {
  /** The address that clients use. It stays the same whatever happens behind it. */
  readonly origin: string;
  readonly #server: Server;
  readonly #pairs = new Set<{ readonly client: Socket; readonly upstream: Socket }>();
  /** Connections that were made while all was swallowed. */
  readonly #swallowed = new Set<Socket>();
  #target: number;
  #mode: "open" | "down" | "swallow" = "open";

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.#target = target;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("connection", (client) => this.#accept(client));
  }

  /** Listens in front of a local server. */
  static async start(target: string): Promise<Proxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Proxy(server, Number(new URL(target).port));
  }

  /** Ends every connection and refuses new ones: the network is down. */
  down(): void {
    this.#mode = "down";
    this.cut();
  }

  /** Takes what is sent and delivers nothing, either way: connections look open and are dead. */
  swallow(): void {
    this.#mode = "swallow";
    for (const { client, upstream } of this.#pairs) {
      client.unpipe(upstream).resume();
      upstream.unpipe(client).resume();
    }
  }

  /** Ends every connection, once. */
  cut(): void {
    for (const { client, upstream } of this.#pairs) {
      client.destroy();
      upstream.destroy();
    }
    this.#pairs.clear();
    // A browser would go on asking by them.
    for (const client of this.#swallowed) client.destroy();
    this.#swallowed.clear();
  }

  /** The network is back, with another server behind it where one is named. Swallowed connections stay dead. */
  up(target?: string): void {
    if (target !== undefined) this.#target = Number(new URL(target).port);
    this.#mode = "open";
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    client.on("error", () => {});
    if (this.#mode === "down") {
      client.destroy();
      return;
    }
    if (this.#mode === "swallow") {
      client.resume();
      this.#swallowed.add(client);
      client.on("close", () => this.#swallowed.delete(client));
      return;
    }
    const upstream = connect(this.#target, "127.0.0.1");
    upstream.on("error", () => client.destroy());
    const pair = { client, upstream };
    this.#pairs.add(pair);
    client.pipe(upstream).pipe(client);
    client.on("close", () => {
      upstream.destroy();
      this.#pairs.delete(pair);
    });
    upstream.on("close", () => client.destroy());
  }
}
