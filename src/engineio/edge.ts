import { approachHeaders, SOCKET_TOO_MANY, type Approach } from "./approach.ts";
import { isWithinBytes } from "../protocol/fields.ts";
import { refusalResponse, type Refusal } from "./refusals.ts";

/** The object that has the sessions, as the worker reaches it. */
interface EngineObject {
  fetch(url: string, init: RequestInit): Promise<Response>;
  receivePackets(sid: string, body: string): Promise<Refusal | null>;
}

/** What the worker is to know of a server of sessions. */
export interface EngineEdge {
  readonly object: EngineObject;
  readonly maxPayload: number;
  /** How long a poll is held at most, and how long its client is waited for after it. ms */
  readonly holdMs: number;
  readonly lingerMs: number;
  /** Headers that tell the object who opens a session; or the answer, where they may not. */
  visitor(): Promise<Record<string, string> | Response>;
  /** Goes on after the answer. */
  waitUntil(promise: Promise<unknown>): void;
}

/** Asks the object to let a poll go. */
const ENOUGH = "";

/** Answers one HTTP request of an Engine.IO client. The worker holds the polls, so that the object can sleep. */
export async function serveEngine(request: Request, edge: EngineEdge): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const transport = query.get("transport");
  const sid = query.get("sid") ?? undefined;
  const isUpgrade = request.headers.get("Upgrade")?.toLowerCase() === "websocket";
  if (query.get("EIO") !== "4") return refusalResponse("version");
  if (transport !== "polling" && transport !== "websocket") return refusalResponse("transport");
  if (sid === undefined && request.method !== "GET") return refusalResponse("handshake");
  if (isUpgrade !== (transport === "websocket")) return refusalResponse("request");
  if (request.method === "POST" && transport === "polling") return post(request, sid ?? "", edge);
  if (request.method !== "GET") return refusalResponse("request");
  const answer = await approach(request, sid === undefined ? { transport } : { transport, sid }, edge);
  // As the protocol has it. Not by the object: until the client has answered, it could not sleep.
  if (answer.status === SOCKET_TOO_MANY) return closedSocket();
  const { webSocket } = answer;
  return transport === "polling" && webSocket ? holdPoll(webSocket, request.signal, edge) : answer;
}

async function approach(request: Request, approached: Approach, edge: EngineEdge): Promise<Response> {
  const visitor = approached.sid === undefined ? await edge.visitor() : {};
  if (visitor instanceof Response) return visitor;
  const headers: Record<string, string> = { ...visitor, ...approachHeaders(approached) };
  const extensions = request.headers.get("Sec-WebSocket-Extensions");
  if (extensions !== null) headers["Sec-WebSocket-Extensions"] = extensions;
  return edge.object.fetch("https://engine/", { headers });
}

function closedSocket(): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(1000);
  return new Response(null, { status: 101, webSocket: client });
}

async function post(request: Request, sid: string, edge: EngineEdge): Promise<Response> {
  const body = await request.text();
  if (!isWithinBytes(body, edge.maxPayload)) return new Response(null, { status: 413 });
  const refusal = await edge.object.receivePackets(sid, body);
  return refusal ? refusalResponse(refusal) : new Response("ok", { headers: TEXT });
}

const TEXT = { "Content-Type": "text/plain; charset=UTF-8", "Cache-Control": "no-store" };

/** Holds a poll until there is something to tell, and its socket until the next poll is there. */
async function holdPoll(socket: WebSocket, gone: AbortSignal, edge: EngineEdge): Promise<Response> {
  socket.accept();
  const closed = new Promise<void>((resolve) => socket.addEventListener("close", () => resolve()));
  const body = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => socket.send(ENOUGH), edge.holdMs);
    const finish = (text?: string): void => {
      clearTimeout(timer);
      resolve(text);
    };
    socket.addEventListener("message", ({ data }) => finish(data as string));
    socket.addEventListener("error", () => finish());
    void closed.then(() => finish());
    const hangUp = (): void => {
      socket.close(1000);
      finish();
    };
    gone.addEventListener("abort", hangUp);
    // It may have happened while the object was asked.
    if (gone.aborted) hangUp();
  });
  if (body === undefined) return refusalResponse("session");
  // What it was told it does not know: it is to begin anew.
  if (gone.aborted) socket.close(1000);
  else edge.waitUntil(linger(socket, closed, edge.lingerMs));
  return new Response(body, { headers: TEXT });
}

async function linger(socket: WebSocket, closed: Promise<void>, ms: number): Promise<void> {
  await Promise.race([closed, scheduler.wait(ms)]);
  if (socket.readyState === WebSocket.OPEN) socket.close(1000);
}
