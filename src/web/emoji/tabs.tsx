import { e } from "../i18n/emoji.ts";
import { tabAt } from "../view/tab-keys.ts";
import { TABS } from "./sections.ts";

/** What the tabs show. */
export const PANEL = "emoji-panel";
export const tabId = (index: number) => `emoji-tab-${index}`;

interface EmojiTabsProps {
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

/** Kinds of emoji. The arrow keys go from one to the next. */
export function EmojiTabs({ chosen, onChoose }: EmojiTabsProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const isMirrored = (event.currentTarget as Element).matches(":dir(rtl)");
    const next = tabAt(chosen, TABS.length, event.key, isMirrored);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <div class="emoji-tabs" role="tablist" aria-label={e.kinds} onKeyDown={onKeyDown}>
      {TABS.map(({ sign, groups }, index) => {
        const name = groups.map((group) => e.groups[group]).join(", ");
        return (
          <button
            key={sign}
            id={tabId(index)}
            type="button"
            role="tab"
            class="emoji-tab emoji"
            aria-label={name}
            title={name}
            aria-selected={index === chosen}
            aria-controls={PANEL}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => onChoose(index)}
          >
            {sign}
          </button>
        );
      })}
    </div>
  );
}
