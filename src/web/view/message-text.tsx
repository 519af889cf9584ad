import { useEffect } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { fullTime, timeOfDay } from "../i18n/time.ts";
import { isEmojiOnly } from "../state/emoji.ts";
import { markdown } from "../state/markdown.ts";
import { hideSpoilers, mayHaveMarkdown } from "../state/markup.ts";
import { fetchMarkdown } from "./fetch-markdown.ts";
import { PlainText } from "./plain-text.tsx";

/** What somebody wrote, with its links; as Markdown once what shows that is there. */
export function MessageText({ text, isEdited = false }: { readonly text: string; readonly isEdited?: boolean }) {
  const isMarked = mayHaveMarkdown(text);
  useEffect(() => {
    if (isMarked) fetchMarkdown();
  }, [isMarked]);
  const MarkdownText = isMarked ? markdown.value?.MarkdownText : undefined;
  const edited = isEdited && <span class="edited"> {t.message.edited}</span>;
  return (
    <div class={isEmojiOnly(text) ? "bubble is-emoji" : "bubble"}>
      <div class="text" dir="auto">
        {MarkdownText ? <MarkdownText key={text} text={text} end={edited} /> : <PlainText text={hideSpoilers(text)} />}
        {!MarkdownText && edited}
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
