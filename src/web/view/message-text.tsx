import { t } from "../i18n/index.ts";
import { fullTime, timeOfDay } from "../i18n/time.ts";
import { isEmojiOnly } from "../state/emoji.ts";
import { findLinks } from "../state/links.ts";

/** What somebody wrote: plain text, with its links. */
export function MessageText({ text, isEdited = false }: { readonly text: string; readonly isEdited?: boolean }) {
  return (
    <div class={isEmojiOnly(text) ? "bubble is-emoji" : "bubble"}>
      <div class="text" dir="auto">
        {findLinks(text).map((part) =>
          part.href === undefined ? (
            part.text
          ) : (
            <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
              {part.text}
            </a>
          ),
        )}
        {isEdited && <span class="edited"> {t.message.edited}</span>}
      </div>
    </div>
  );
}

/** When it was written; shown while the message is pointed at or has the focus. */
export function Stamp({ at }: { readonly at: number }) {
  return (
    <time class="stamp" dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {timeOfDay(at)}
    </time>
  );
}
