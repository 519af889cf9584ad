import { html, raw } from "hono/html";
import type { Message } from "../../protocol/events.ts";
import type { Excerpt, ExportHeader } from "../../protocol/transfer.ts";
import type { ExportFormat, ExportSource } from "../export.ts";
import { excerpt, messageArticle } from "./message.ts";
import { STYLE } from "./style.ts";
import { visible, type Html } from "./text.ts";
import type { Words } from "./words.ts";

/** Nothing is fetched, nothing is run, nothing is sent; and of styles there are those of this page. */
async function policy(): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(STYLE));
  const style = `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
  return `default-src 'none'; style-src ${style}; base-uri 'none'; form-action 'none'`;
}

/** [R7] A room as a page to read: one file, without a script, day by day. Made anew for each room that is written. */
export function pageFormat(words: Words): ExportFormat {
  const day = new Intl.DateTimeFormat(words.locale, { dateStyle: "full", timeZone: "UTC" });
  const clock = new Intl.DateTimeFormat(words.locale, { timeStyle: "short", timeZone: "UTC" });
  let pins = new Set<number>();
  let today = "";
  let messages = 0;

  return {
    contentType: "text/html; charset=utf-8",
    extension: "html",

    async begin(header, source) {
      const pinned = header.pins.length > 0 ? await source.excerpts(header.pins) : [];
      pins = new Set(header.pins);
      return String(await opening(header, pinned, words, await policy()));
    },

    async page(entries, source) {
      const said = entries.filter((entry) => entry.type === "message");
      const answered = await answeredBy(said, source);
      let page = "";
      for (const message of said) {
        const date = day.format(message.at);
        if (date !== today) page += String(await html`<h2>${date}</h2> `);
        today = date;
        messages++;
        const { seq, replyTo = 0 } = message;
        const surroundings = { words, clock, isPinned: pins.has(seq), answered: answered.get(replyTo) };
        page += String(await messageArticle(message, surroundings));
      }
      return page;
    },

    end: () => closing(messages, words),
  };
}

/** What the messages of one page answer, by its place. */
async function answeredBy(messages: readonly Message[], source: ExportSource): Promise<ReadonlyMap<number, Excerpt>> {
  const seqs = new Set(messages.flatMap(({ replyTo = [] }) => replyTo));
  const excerpts = seqs.size > 0 ? await source.excerpts([...seqs]) : [];
  return new Map(excerpts.map((excerpt) => [excerpt.seq, excerpt]));
}

function opening({ room, settings, at }: ExportHeader, pinned: readonly Excerpt[], words: Words, policy: string): Html {
  const { language, locale } = words;
  const taken = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(at);
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${room} · Parley</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header>
          <h1><bdi>${room}</bdi></h1>
          ${settings.topic === "" ? "" : html`<p class="topic" dir="auto">${visible(settings.topic)}</p>`}
          <p class="about">${words.taken(taken)}. ${words.times}</p>
          ${pinned.length === 0 ? "" : pinnedList(pinned, words)}
        </header>
        <main>
     `;
}

function pinnedList(pinned: readonly Excerpt[], words: Words): Html {
  return html`<section class="pins">
    <h2>${words.pinned}</h2>
    <ul>
      ${pinned.map((message) => html`<li><a class="quote" href="#m${message.seq}">${excerpt(message, words)}</a></li>`)}
    </ul>
  </section>`;
}

function closing(count: number, words: Words): string {
  const rest = count === 0 ? html`<p class="gone">${words.empty}</p>` : "";
  return String(
    html`${rest}</main>
<footer><p>${words.end(count)}</p></footer>
</body>
</html>
`,
  );
}
