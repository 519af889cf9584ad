import { describe, expect, it } from "vitest";
import { foldName, nameFit } from "../../src/client/name-match.ts";
import { replacementOf, typedWord, type Trigger } from "../../src/client/typed-word.ts";

const SLASH: Trigger = { trigger: "/", isFirst: true, least: 0 };
const AT: Trigger = { trigger: "@", isFirst: false, least: 0 };
const COLON: Trigger = { trigger: ":", isFirst: false, least: 2 };
const SOURCES = [SLASH, AT, COLON];

/** A text with its caret, written as a bar. */
function at(marked: string): [text: string, caret: number] {
  const caret = marked.indexOf("|");
  return [marked.slice(0, caret) + marked.slice(caret + 1), caret];
}

/** The word at the caret: `trigger query @place`. */
function word(marked: string): string | undefined {
  const found = typedWord(...at(marked), SOURCES);
  return found && `${found.source.trigger} ${found.query} ${found.from}`;
}

describe("the word before the caret", () => {
  it.each([
    ["/|", "/  0"],
    ["/ni|", "/ ni 0"],
    ["/n|ick", "/ n 0"],
    ["@|", "@  0"],
    ["hi @an|", "@ an 3"],
    ["hi @an|na there", "@ an 3"],
    ["hi\n@an|", "@ an 3"],
    ["(@an|", "@ an 1"],
    ["/me hugs @an|", "@ an 9"],
    ["@ann @bo|", "@ bo 5"],
    // Code units, as everywhere in a text field.
    ["👩‍🚀 @🦊f|ox", "@ 🦊f 6"],
    ["🎉@zo|", "@ zo 2"],
    ["@zoe\u{308}|", "@ zoe\u{308} 0"],
    [":sm|", ": sm 0"],
    ["hi :🦊x|", ": 🦊x 3"],
  ])("%j is %j", (marked, expected) => {
    expect(word(marked)).toBe(expected);
  });

  it.each([
    ["|/nick"],
    ["|@ann"],
    ["/nick |"],
    [" /ni|"],
    ["a /ni|"],
    ["//ni|"],
    ["/|/ni"],
    ["/usr/bi|"],
    ["ann@exa|"],
    ["Zoë@exa|"],
    ["a_@b|"],
    ["@@|"],
    ["@ann |"],
    ["@ann\n|"],
    ["@ann@b|"],
    [":s|"],
    [":🦊|"],
    ["12:30|"],
    ["std::ve|"],
    ["https://exa|"],
    [""],
  ])("%j has none", (marked) => {
    expect(word(marked)).toBeUndefined();
  });
});

/** What becomes of a text and its caret. */
function taken(marked: string, insert: string): string {
  const [text, caret] = at(marked);
  const { from, to, insert: written } = replacementOf(text, caret, typedWord(text, caret, SOURCES)!, insert);
  return `${text.slice(0, from)}${written}|${text.slice(to)}`;
}

describe("an option that is taken", () => {
  it.each([
    ["@an|", "@Anna ", "@Anna |"],
    ["hi @an|", "@Anna ", "hi @Anna |"],
    ["/n|", "/nick ", "/nick |"],
    ["/wh|", "/who", "/who|"],
    // What goes on as the option does is part of the word; what does not is not.
    ["hi @an|na there", "@Anna ", "hi @Anna |there"],
    ["hi @an|NA there", "@Änna ", "hi @Änna |there"],
    ["hi @an|other", "@Anna ", "hi @Anna |other"],
    ["@|hello", "@Ann ", "@Ann |hello"],
    ["@an|🦊", "@Ann ", "@Ann |🦊"],
    ["@🦊f|ox", "@🦊Fox ", "@🦊Fox |"],
    ["@zo|e\u{308}", "@Zoë ", "@Zoë |"],
    ["/n|ick Bo", "/nick ", "/nick |Bo"],
    // One space is enough.
    ["@an| and @bo", "@Ann ", "@Ann |and @bo"],
    ["(@an|)", "@Ann ", "(@Ann|)"],
    ["@an|, hello", "@Ann ", "@Ann|, hello"],
    ["@an|\nhello", "@Ann ", "@Ann|\nhello"],
    ["@mar|", "@Ann Marie#1a2b ", "@Ann Marie#1a2b |"],
  ])("%j and %j make %j", (marked, insert, expected) => {
    expect(taken(marked, insert)).toBe(expected);
  });
});

describe("names", () => {
  it.each([
    ["Zoë", "zoe"],
    ["ÅSA", "asa"],
    ["Łukasz Þór", "lukasz thor"],
    ["Ａｎｎ", "ann"],
    ["Weiß", "weiss"],
  ])("%j is compared as %j", (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it.each([
    ["Ann Marie", "ann", 0],
    ["Ann Marie", "mar", 1],
    ["Jean-Luc", "LUC", 1],
    ["Zoe\u{308}", "zoë", 0],
    ["🦊 Fox", "🦊", 0],
    ["🦊 Fox", "fo", 1],
    ["يوسف", "يو", 0],
    ["O'Neill", "nei", 1],
    ["Ann Marie", "nn", undefined],
    ["Ann", "anna", undefined],
    ["Ann", "", 0],
  ])("%j and %j: %j", (name, query, fit) => {
    expect(nameFit(name, query)).toBe(fit);
  });
});
