import { html } from "hono/html";
import { CLOSE, ERROR_STATUS, mayReconnect, type ErrorCode } from "../../protocol/errors.ts";
import { ROOM } from "../examples.ts";
import { CLOSE_WORDS, ERROR_WORDS } from "../error-words.ts";
import { errorAnchor, type Html, words } from "./prose.ts";
import { breakable } from "./schema.ts";

/** Every error code, with its status. */
export function errorTable(): Html {
  return html`<table class="wide">
    <caption>
      Error codes
    </caption>
    <thead>
      <tr>
        <th scope="col">Code</th>
        <th scope="col">Status</th>
        <th scope="col">What it says</th>
      </tr>
    </thead>
    <tbody>
      ${Object.entries(ERROR_STATUS).map(
        ([code, status]) =>
          html`<tr id="${errorAnchor(code)}">
            <th scope="row"><code>${breakable(code)}</code></th>
            <td>${status}</td>
            <td>${words(ERROR_WORDS[code as ErrorCode])}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Every code that a socket is closed with. */
export function closeTable(): Html {
  return html`<table class="wide">
    <caption>
      Close codes
    </caption>
    <thead>
      <tr>
        <th scope="col">Code</th>
        <th scope="col">Come back?</th>
        <th scope="col">Why</th>
      </tr>
    </thead>
    <tbody>
      ${Object.entries(CLOSE).map(
        ([name, code]) =>
          html`<tr>
            <th scope="row"><code>${code}</code></th>
            <td>${mayReconnect(code) ? "yes" : "no"}</td>
            <td>${CLOSE_WORDS[name as keyof typeof CLOSE]}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The ways into a room that are not HTTP requests, by what one has. */
export function waysTable(origin: string): Html {
  const { host } = new URL(origin);
  const socket = origin.replace(/^http/, "ws");
  const ways: readonly (readonly [string, Html])[] = [
    ["A browser", html`<a href="/r/${ROOM}">${host}/r/${ROOM}</a>: the link you share is the room.`],
    [
      "A terminal",
      html`<code class="command">npx wscat -c '${socket}/r/${ROOM}?name=ann'</code>: each line is a message.`,
    ],
    ["A page", html`<code class="command">new EventSource("${origin}/api/rooms/${ROOM}/events")</code>`],
    [
      "Socket.IO",
      html`<code class="command">io("${origin}", { path: "/r/${ROOM}/socket.io" })</code>, or
        <code>{ query: { room: "${ROOM}" } }</code>.`,
    ],
    ["A program", html`A typed client for browsers and Node comes with the source, in <code>src/client</code>.`],
  ];
  return html`<table>
    <caption>
      <span class="sr-only">Other ways into a room</span>
    </caption>
    <tbody>
      ${ways.map(
        ([from, how]) =>
          html`<tr>
            <th scope="row">${from}</th>
            <td>${how}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
