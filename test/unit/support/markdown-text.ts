import * as fc from "fast-check";

const MARKS = [
  ..."*_`~|[]()<>#-+\\!.&:;\"'=\n\t ",
  ..."** __ ~~ || ``` ~~~ ![ ]( [a](".split(" "),
  ..."> ,- ,* ,1. ,12) ,# ,- [ ] ,\n\n,  ,    ,\r\n".split(","),
];
const HTML = "<b> </b> <script> <img/src=x/onerror=y> <!-- --> <a/href=' <svg/onload= <![CDATA[".split(" ");
const ADDRESSES = [
  ..."https://example.org/ http://u:p@example.org/ https://a_b*c.example/_d_ HTTPS://EXAMPLE.ORG/||".split(" "),
  ..."javascript:alert(1) JavaScript: data:text/html, vbscript: //example.org https:// file:///".split(" "),
  ..."](https://example.org/) ](javascript:alert(1)) ](data:text/html,<b>) ](https://a@b.example/)".split(" "),
];
const ENTITIES = "&lt; &#60; &#x3c; &amp; &NewLine; &colon;".split(" ");
const INVISIBLE = "\u0000\u0001\u001B\u007F\u200B\u200E\u202E\u2066\u2069\uFEFF\uFFFD".split("");
const LETTERS = "字 「 」 。 ا é 🎉 👩‍👩‍👧".split(" ");

/** Hostile Markdown, with words `w0x`, `w1x`, … in it, each once. */
export function markdownText(): fc.Arbitrary<string> {
  const word = fc.constant("w");
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...MARKS) },
    { weight: 3, arbitrary: word },
    { weight: 1, arbitrary: fc.constantFrom(...HTML, ...ENTITIES) },
    { weight: 1, arbitrary: fc.constantFrom(...ADDRESSES) },
    { weight: 1, arbitrary: fc.constantFrom(...INVISIBLE, ...LETTERS) },
  );
  const { nested } = fc.letrec<{ nested: string }>((tie) => ({
    nested: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
      fc
        .tuple(fc.constantFrom("*", "**", "_", "~~", "||", "`", "***"), tie("nested"))
        .map(([mark, x]) => mark + x + mark),
      fc.tuple(tie("nested"), fc.constantFrom(...ADDRESSES)).map(([text, address]) => `[${text}](${address})`),
      fc
        .tuple(fc.constantFrom("> ", "- ", "  ", "1. "), tie("nested"))
        .map(([mark, x]) => `\n${x.replace(/^/gm, mark)}\n`),
      fc
        .tuple(fc.constantFrom("js", "html", "<b>", ""), tie("nested"))
        .map(([tag, x]) => `\n\`\`\`${tag}\n${x}\n\`\`\`\n`),
      fc.array(tie("nested"), { maxLength: 4 }).map((parts) => parts.join("")),
    ),
  }));
  return nested.map(numberWords);
}

function numberWords(text: string): string {
  let count = 0;
  return text.replaceAll(/(?<![a-z0-9])w(?![a-z0-9])/gi, () => `w${count++}x`);
}
