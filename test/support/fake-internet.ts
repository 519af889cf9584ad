import { PREVIEW_RESOLVER } from "../../src/config.ts";

type Site = (request: Request) => Response | Promise<Response>;

/**
 * The internet as servers under test see it: names, and sites. The test harness of wrangler hands whatever a worker asks for to the
 * `fetch` of this process, so that is put in the place of it. What is asked of this machine itself passes.
 */
export class FakeInternet {
  /** Every page that was asked for, in order. */
  readonly requests: Request[] = [];
  readonly #sites = new Map<string, Site>();
  readonly #names = new Map<string, readonly string[]>();
  readonly #real = globalThis.fetch;

  constructor() {
    globalThis.fetch = (input, init) => this.#fetch(input, init);
  }

  /** Puts a site at a name. @param addresses what the name leads to */
  site(name: string, answer: Site, addresses: readonly string[] = ["93.184.215.14"]): void {
    this.#sites.set(name, answer);
    this.#names.set(name, addresses);
  }

  /** Puts one page at every address of a site. */
  page(name: string, html: string, addresses?: readonly string[]): void {
    this.site(name, () => new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } }), addresses);
  }

  /** How often something was asked for from a host. */
  asked(host: string): number {
    return this.requests.filter(({ url }) => new URL(url).host === host).length;
  }

  /** Gives this process its own network back. */
  close(): void {
    globalThis.fetch = this.#real;
  }

  #fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const url = new URL(typeof input === "object" && "url" in input ? input.url : input);
    if (["127.0.0.1", "localhost"].includes(url.hostname)) return this.#real(input, init);
    if (url.href.startsWith(PREVIEW_RESOLVER)) return Promise.resolve(this.#resolve(url.searchParams));
    const request = new Request(url, {
      method: init?.method,
      headers: new Headers(init?.headers),
      body: init?.body,
      duplex: "half",
    } as RequestInit);
    this.requests.push(request);
    const site = this.#sites.get(url.hostname);
    if (!site) return Promise.reject(new Error(`There is nothing at ${url.hostname}.`));
    return Promise.resolve(site(request));
  }

  #resolve(query: URLSearchParams): Response {
    const name = query.get("name")!;
    const [type, isKind] = query.get("type") === "A" ? [1, isV4] : [28, isV6];
    const data = this.#names.get(name);
    const Answer = (data ?? []).filter(isKind).map((address) => ({ name, type, TTL: 60, data: address }));
    return Response.json({ Status: data ? 0 : 3, Answer }, { headers: { "Content-Type": "application/dns-json" } });
  }
}

const isV6 = (address: string): boolean => address.includes(":");
const isV4 = (address: string): boolean => !isV6(address);
