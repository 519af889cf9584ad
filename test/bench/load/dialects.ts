/** How a kind of server is spoken to. */
export interface Dialect {
  /** Path and query of the upgrade. @param query more of it, where the server knows any */
  target(name: string, query: string): string;
  readonly subprotocol?: string;
  /** What a client says once the upgrade was answered. */
  readonly hello?: string;
  /** How the frame begins that says that one is in. Without it the answer to the upgrade says so. */
  readonly welcome?: string;
  /** One message, as the payload of a frame. @param id unique for its sender */
  message(id: string, text: string): string;
}

/** Sends the bare text, and gets it back. */
function bare(path: string): Dialect {
  return { target: () => path, message: (_id, text) => text };
}

/** The room that everybody is in. */
export const ROOM = "bench";

export const DIALECTS = {
  parley: {
    target: (name, query) => `/api/rooms/${ROOM}/ws?name=${name}${query === "" ? "" : `&${query}`}`,
    subprotocol: "parley.v1",
    welcome: '[{"type":"welcome"',
    message: (id, text) => `{"type":"send","id":"${id}","text":"${text}"}`,
  },
  bare: bare("/"),
  greeted: { ...bare("/"), welcome: '[{"type":"welcome"' },
  party: bare("/parties/party/room"),
  // Engine.IO 4 without the detour over polling: `40` asks for the namespace and answers it; `42` is an event.
  socketIo: {
    target: () => "/socket.io/?EIO=4&transport=websocket",
    hello: "40",
    welcome: "40",
    message: (_id, text) => `42["chat message","${text}"]`,
  },
} satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;
