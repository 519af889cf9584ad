import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { e } from "../i18n/emoji.ts";
import { t } from "../i18n/index.ts";
import { later } from "../i18n/later.ts";
import { isTouch } from "../state/device.ts";
import type { Picking } from "../state/picking.ts";
import type { Session } from "../state/session.ts";
import { Dialog } from "../view/dialog.tsx";
import { fetchStyles } from "../view/fetch-styles.ts";
import { replace } from "../view/replace.ts";
import { stand } from "../view/stand.ts";
import type { Catalogue, Emoji } from "./catalogue.ts";
import { fetchEmoji, fetchWords, knownEmoji } from "./fetch-emoji.ts";
import { EmojiGrid, focusGrid } from "./grid.tsx";
import { recentEmoji, rememberEmoji } from "./recent.ts";
import { findEmoji } from "./search.ts";
import { sectionsOf, TABS } from "./sections.ts";
import { EmojiTabs, PANEL, tabId } from "./tabs.tsx";
import { ToneChoice } from "./tone-choice.tsx";
import { savedTone, saveTone, toned } from "./tone.ts";

/** Emoji that are shown of those that were found: who sees none of them that is meant writes more. */
const FOUND_MAX = 80;

export interface EmojiPickerProps {
  readonly session: Session;
  readonly picking: Picking;
  readonly onClose: () => void;
}

const styles = fetchStyles("emoji");

/** The picker, once there is something to choose from. */
export async function fetchPicker() {
  await Promise.all([fetchEmoji(), styles]);
  return EmojiPicker;
}

/** All emoji: one is written into the field, or put on a message. */
function EmojiPicker({ session, picking, onClose }: EmojiPickerProps) {
  const body = useRef<HTMLDivElement>(null);
  const dialog = () => body.current?.closest("dialog");
  // Before the dialog has the focus.
  const asker = useMemo(() => document.activeElement, []);
  useLayoutEffect(() => stand(dialog(), picking.near), []);
  // Back takes away what it stands in front of.
  useEffect(() => {
    const close = () => dialog()?.close();
    addEventListener("popstate", close);
    return () => removeEventListener("popstate", close);
  }, []);

  const choose = (unicode: string) => {
    // At once, for what is behind it cannot have the focus before.
    dialog()?.close();
    if (picking.kind === "reaction") {
      session.react(picking.seq, unicode, true);
      return;
    }
    const { field } = picking;
    field.focus();
    replace(field, { from: field.selectionStart, to: field.selectionEnd, insert: unicode });
  };
  return (
    <Dialog
      title={picking.kind === "reaction" ? later.message.react : t.composer.emoji}
      shape="picker"
      onClose={() => {
        dialog()?.close();
        onClose();
        // The platform gives the focus back, where what had it is still there. Safari gives none to a button that is pressed.
        if (!asker?.isConnected || asker === document.body) picking.onLost();
      }}
    >
      <div ref={body} class="picker">
        <Choice catalogue={knownEmoji()!} onChoose={choose} />
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly catalogue: Catalogue;
  readonly onChoose: (unicode: string) => void;
}

/** What is looked for, or leafed through. */
function Choice({ catalogue, onChoose }: ChoiceProps) {
  const [query, setQuery] = useState("");
  const [tab, setTab] = useState(0);
  const [tone, setTone] = useState(savedTone);
  const [words, setWords] = useState<readonly string[]>();
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const recent = useMemo(() => recentEmoji(catalogue), []);
  // Without them it is searched by names.
  useEffect(() => void fetchWords().then(setWords, () => {}), []);

  const isSearch = query.trim() !== "";
  const found = useMemo(
    () => findEmoji(catalogue.all, query, { recent, ...(words && { words }) }).slice(0, FOUND_MAX),
    [query, words],
  );
  const results = found.length === 0 ? [] : [{ title: e.results, emoji: found }];
  const sections = isSearch ? results : sectionsOf(TABS[tab]!, catalogue, recent, e);
  const choose = (emoji: Emoji) => {
    rememberEmoji(emoji);
    onChoose(toned(emoji, tone));
  };

  return (
    <>
      <input
        ref={field}
        class="emoji-search"
        type="text"
        value={query}
        aria-label={e.search}
        placeholder={e.search}
        autocomplete="off"
        enterkeyhint="search"
        // It would open the keyboard of a phone.
        autofocus={!isTouch.value}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing || event.keyCode === 229) return;
          if (event.key === "ArrowDown") focusGrid(panel.current);
          else if (event.key === "Enter" && isSearch && found[0]) choose(found[0]);
          else return;
          event.preventDefault();
        }}
      />
      {!isSearch && <EmojiTabs chosen={tab} onChoose={setTab} />}
      <p class="sr-only" role="status">
        {isSearch && e.found(found.length)}
      </p>
      <div
        // What is seen first is its beginning.
        key={isSearch ? query : tab}
        ref={panel}
        id={PANEL}
        class="emoji-panel"
        {...(isSearch ? {} : { role: "tabpanel", "aria-labelledby": tabId(tab) })}
      >
        {sections.length === 0 ? (
          <p class="muted">{e.nothing}</p>
        ) : (
          <EmojiGrid sections={sections} tone={tone} onChoose={choose} onLeave={() => field.current?.focus()} />
        )}
      </div>
      <ToneChoice
        tone={tone}
        onChoose={(tone) => {
          saveTone(tone);
          setTone(tone);
        }}
      />
    </>
  );
}
