import core, { type Emitter, type Grammar } from "@highlightjs/cdn-assets/es/core.js";

/** A stretch of code in one colour. */
export interface Run {
  readonly text: string;
  /** One of `CODE_CLASSES`; undefined where it has the colour of the text. */
  readonly className: string | undefined;
}

/** Which of the grammars' kinds of token share a colour. What is in none of these has none. */
const SCOPES: Readonly<Record<string, string>> = {
  "hljs-comment": "comment quote",
  "hljs-keyword": "keyword selector-tag name tag section bullet",
  "hljs-string": "string regexp char link selector-attr addition",
  "hljs-number": "number literal symbol attr attribute property variable template-variable selector-pseudo meta doctag",
  "hljs-title": "title selector-id selector-class",
  "hljs-type": "type built_in class",
  "hljs-deletion": "deletion",
};

/** Every class that code may have. */
export const CODE_CLASSES: readonly string[] = Object.keys(SCOPES);

const classes = new Map<string, string | undefined>(
  Object.entries(SCOPES).flatMap(([name, scopes]) => scopes.split(" ").map((scope) => [scope, name] as const)),
);
// What is put into a string is code again.
classes.set("subst", undefined);

/** Takes the tokens as runs, one after another: however deep they are in one another, these are not. */
class RunEmitter implements Emitter {
  readonly runs: Run[] = [];
  readonly #classes: (string | undefined)[] = [];

  addText(text: string): void {
    this.#add({ text, className: this.#classes.at(-1) });
  }

  openNode(scope: string): void {
    // `title.function` is a title.
    const [kind = ""] = scope.split(".", 1);
    this.#classes.push(classes.has(kind) ? classes.get(kind) : this.#classes.at(-1));
  }

  closeNode(): void {
    this.#classes.pop();
  }

  startScope(scope: string): void {
    this.openNode(scope);
  }

  endScope(): void {
    this.closeNode();
  }

  __addSublanguage(other: RunEmitter): void {
    for (const run of other.runs) this.#add(run);
  }

  finalize(): void {}

  toHTML(): string {
    return "";
  }

  #add(run: Run): void {
    const last = this.runs.at(-1);
    if (last?.className === run.className && last) {
      this.runs[this.runs.length - 1] = { ...last, text: last.text + run.text };
    } else if (run.text !== "") this.runs.push(run);
  }
}

const highlighter = core.newInstance();
highlighter.configure({ __emitter: RunEmitter });

/**
 * Makes what colours code.
 * @param language the name of its grammar
 * @param grammars by name: this one, and those of languages that are written inside it
 */
export function createHighlighter(
  language: string,
  grammars: Readonly<Record<string, Grammar>>,
): (code: string) => readonly Run[] {
  for (const [name, grammar] of Object.entries(grammars)) highlighter.registerLanguage(name, grammar);
  return (code) => {
    const { runs } = highlighter.highlight(code, { language, ignoreIllegals: true })._emitter as RunEmitter;
    // A grammar that gives up on a text has lost the rest of it.
    return runs.map(({ text }) => text).join("") === code ? runs : [{ text: code, className: undefined }];
  };
}
