import { html } from "hono/html";
import { actionOf } from "../../protocol/action.ts";
import type { Message } from "../../protocol/events.ts";
import type { User } from "../../protocol/fields.ts";
import { hash, tagOf } from "../../protocol/people.ts";
import type { Excerpt } from "../../protocol/transfer.ts";
import { COLOURS } from "./style.ts";
import { linked, visible, type Html } from "./text.ts";
import type { Words } from "./words.ts";

/** What a message is shown with. */
export interface Surroundings {
  readonly words: Words;
  readonly clock: Intl.DateTimeFormat;
  readonly isPinned: boolean;
  /** What it answers; undefined where that is not held. */
  readonly answered: Excerpt | undefined;
}

/** One message: who, when, what it answers, what it says, what others put on it. */
export function messageArticle(message: Message, { words, clock, isPinned, answered }: Surroundings): Html {
  const { seq, user, at, edited, deleted } = message;
  return html`<article id="m${seq}">
    <div class="by">
      ${byline(user)}
      <a href="#m${seq}"><time datetime="${new Date(at).toISOString()}">${clock.format(at)}</time></a>
      ${edited === undefined || deleted !== undefined ? "" : html`<span class="note">${words.edited}</span>`}
      ${isPinned ? html`<span class="note">${words.isPinned}</span>` : ""}
    </div>
    ${answerTo(message, words, answered)} ${saying(message, words)} ${reactionsOn(message, words)}
  </article> `;
}

/** A name, and what tells it from the same name of somebody else, or one that looks so [N1]: who else there is is not known yet. */
function byline({ id, name }: User): Html {
  return html`<span class="name c${hash(id) % COLOURS}"
    ><bdi>${visible(name)}</bdi> <span class="tag">${tagOf(id)}</span></span
  >`;
}

function saying({ text, user, deleted }: Message, words: Words): Html {
  if (deleted !== undefined) return html`<p class="gone">${words.deleted}</p>`;
  const action = actionOf(text);
  if (action === undefined) return html`<p class="text" dir="auto">${linked(text)}</p>`;
  // Apart from its paragraph, where white space is shown as it is.
  const done = html`<em><bdi>${visible(user.name)}</bdi> ${linked(action)}</em>`;
  return html`<p class="text" dir="auto">${done}</p>`;
}

function answerTo({ replyTo }: Message, words: Words, answered: Excerpt | undefined): Html | "" {
  if (replyTo === undefined) return "";
  const label = html`<span class="sr-only">${words.answers} </span>`;
  if (!answered) return html`<p class="quote">${label}${words.notKept}</p>`;
  return html`<a class="quote" href="#m${replyTo}">${label}${excerpt(answered, words)}</a>`;
}

/** Who said what, in one line. */
export function excerpt({ user, text, deleted }: Excerpt, words: Words): Html {
  const said = deleted === undefined ? visible(text).replaceAll(/\s+/g, " ") : words.deleted;
  return html`<bdi>${visible(user.name)}</bdi> <span class="tag">${tagOf(user.id)}</span>: <bdi>${said}</bdi>`;
}

function reactionsOn({ reactions = [] }: Message, words: Words): Html | "" {
  if (reactions.length === 0) return "";
  return html`<ul class="reactions">
    ${reactions.map(({ emoji, count }) => html`<li title="${words.people(count)}">${visible(emoji)} ${count}</li>`)}
  </ul> `;
}
