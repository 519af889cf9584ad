import {
  clearScreenDown,
  createInterface,
  cursorTo,
  moveCursor,
  type CompleterResult,
  type Interface,
} from "node:readline";
import type { Readable, Writable } from "node:stream";

const PROMPT = "> ";
/** Lines that can be fetched back with the arrow keys. */
const HISTORY_MAX = 200;

/** A terminal: what is printed stands above the line that is being written, which stays as it is. A pipe has no such line. */
export class Screen {
  readonly #readline: Interface;
  readonly #output: Writable & { readonly columns?: number };
  readonly #isTerminal: boolean;
  #isClosed = false;

  /** @param complete what the end of a line may become, and that end: asked by the Tab key */
  constructor(
    input: Readable,
    output: Writable & { readonly isTTY?: boolean; readonly columns?: number },
    complete: (written: string) => CompleterResult,
  ) {
    this.#output = output;
    this.#isTerminal = output.isTTY === true;
    this.#readline = createInterface({
      input,
      output,
      completer: complete,
      terminal: this.#isTerminal,
      prompt: this.#isTerminal ? PROMPT : "",
      historySize: HISTORY_MAX,
      removeHistoryDuplicates: true,
    });
  }

  /** Hands over each line that is written, and what is to be done when there will be no more. */
  listen(onLine: (line: string) => void, onEnd: () => void): void {
    this.#readline.on("line", (line) => {
      this.#wipe(line);
      onLine(line);
      this.#prompt();
    });
    this.#readline.on("SIGINT", () => this.#readline.close());
    this.#readline.on("close", () => {
      this.#isClosed = true;
      onEnd();
    });
    this.#prompt();
  }

  print(text: string): void {
    if (!this.#isTerminal || this.#isClosed) {
      this.#output.write(`${text}\n`);
      return;
    }
    const { rows } = this.#readline.getCursorPos();
    moveCursor(this.#output, 0, -rows);
    cursorTo(this.#output, 0);
    clearScreenDown(this.#output);
    // The prompt goes up by as many rows as the line had that is being written.
    this.#output.write(`${text}\n${"\n".repeat(rows)}`);
    this.#readline.prompt(true);
  }

  close(): void {
    this.#readline.close();
  }

  #prompt(): void {
    if (this.#isTerminal && !this.#isClosed) this.#readline.prompt();
  }

  /** Takes away the line that was just written: as a message it comes back in its place in the log. */
  #wipe(line: string): void {
    if (!this.#isTerminal) return;
    // Some terminals say that they have no columns.
    const rows = Math.floor((PROMPT.length + widthOf(line)) / (this.#output.columns || 80)) + 1;
    moveCursor(this.#output, 0, -rows);
    cursorTo(this.#output, 0);
    clearScreenDown(this.#output);
  }
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** What terminals show two columns wide. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60]/u;

/** Columns that a text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
