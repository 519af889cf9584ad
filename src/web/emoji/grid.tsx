import { useRef, useState } from "preact/hooks";
import type { Emoji } from "./catalogue.ts";
import { COLUMNS, nextCell } from "./grid-keys.ts";
import type { Section } from "./sections.ts";
import { type Tone, toned } from "./tone.ts";

interface EmojiGridProps {
  readonly sections: readonly Section[];
  readonly tone: Tone;
  readonly onChoose: (emoji: Emoji) => void;
  /** The arrow key was pressed that leads up, in the first row. */
  readonly onLeave: () => void;
}

/** Emoji in rows, under headings. One of them is reached by Tab, the others by the arrow keys. */
export function EmojiGrid({ sections, tone, onChoose, onLeave }: EmojiGridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const sizes = sections.map(({ emoji }) => emoji.length);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = nextCell(sizes, active, mirrored(event.key, frame.current!));
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) onLeave();
    else cellsIn(frame.current!)[next]?.focus();
  };

  let place = 0;
  return (
    <div ref={frame} class="emoji-sections" onKeyDown={onKeyDown}>
      {sections.map(({ title, emoji }, index) => {
        const from = place;
        place += emoji.length;
        return (
          <section key={title}>
            <h3 id={`emoji-section-${index}`}>{title}</h3>
            <div class="emoji-grid" role="grid" aria-labelledby={`emoji-section-${index}`}>
              {rowsOf(emoji).map((row, rowIndex) => (
                <div key={row[0]!.unicode} class="emoji-row" role="row">
                  {row.map((one, column) => {
                    const own = from + rowIndex * COLUMNS + column;
                    return (
                      <button
                        key={one.unicode}
                        type="button"
                        role="gridcell"
                        class="emoji-cell emoji"
                        aria-label={one.name}
                        title={`:${one.codes[0]}:`}
                        tabIndex={own === active ? 0 : -1}
                        onFocus={() => setActive(own)}
                        onClick={() => onChoose(one)}
                      >
                        {toned(one, tone)}
                      </button>
                    );
                  })}
                </div>
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

/** The first of them gets the focus. */
export function focusGrid(within: Element | null | undefined): void {
  if (within) cellsIn(within)[0]?.focus();
}

function cellsIn(element: Element) {
  return element.querySelectorAll<HTMLElement>("[role=gridcell]");
}

function rowsOf(emoji: readonly Emoji[]): readonly (readonly Emoji[])[] {
  return Array.from({ length: Math.ceil(emoji.length / COLUMNS) }, (_, row) =>
    emoji.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
}

/** What a key means where one reads from right to left. */
function mirrored(key: string, element: Element): string {
  if (!element.matches(":dir(rtl)")) return key;
  return key === "ArrowLeft" ? "ArrowRight" : key === "ArrowRight" ? "ArrowLeft" : key;
}
