import { request } from "node:http";
import type { TestServer } from "./server.ts";

/** An answer over HTTP, its body read as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Asks a server. @throws where the answer is not JSON: every answer of the API is. */
export async function ask(server: TestServer, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(server.http(path), { redirect: "manual", ...init });
  const text = await response.text();
  try {
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as unknown };
  } catch {
    throw new Error(`HTTP ${response.status} is no JSON: ${text.slice(0, 500)}`);
  }
}

/** Sends a message over HTTP: an object goes as JSON, a string as plain text. */
export function post(
  server: TestServer,
  room: string,
  body: string | object,
  headers: Record<string, string> = {},
  query = "",
): Promise<Answer> {
  const isText = typeof body === "string";
  return ask(server, `/api/rooms/${encodeURIComponent(room)}/messages${query}`, {
    method: "POST",
    headers: { "Content-Type": isText ? "text/plain" : "application/json", ...headers },
    body: isText ? body : JSON.stringify(body),
  });
}

/** A page of history over HTTP. */
export async function page(server: TestServer, room: string, query = ""): Promise<Page> {
  const { status, body } = await ask(server, `/api/rooms/${encodeURIComponent(room)}/messages${query}`);
  if (status !== 200) throw new Error(`HTTP ${status}: ${JSON.stringify(body)}`);
  return body as Page;
}

/** What `GET …/messages` answers. */
export interface Page {
  readonly epoch: string;
  readonly first: number;
  readonly head: number;
  readonly more: boolean;
  readonly messages: readonly {
    seq: number;
    id: string;
    text: string;
    at: number;
    user: { id: string; name: string };
  }[];
}

/** A request with headers that `fetch` does not let one set. @returns its status and body. */
export function rawRequest(
  server: TestServer,
  path: string,
  headers: Record<string, string>,
  method = "GET",
): Promise<{ status: number; headers: Readonly<Record<string, unknown>>; body: string }> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    sent.on("upgrade", (_response, socket) => {
      socket.destroy();
      reject(new Error("the upgrade was given"));
    });
    sent.on("error", reject);
    sent.end();
  });
}
