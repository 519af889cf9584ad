import characters from "unhomoglyph/data.json" with { type: "json" };

/** The version of Unicode's `confusables.txt` that the package has. */
const UNICODE = "13.0.0";

/**
 * Unicode's confusable characters (UTS #39), each with what it looks like: in the order of their code points, each told by how far it
 * is from the one before, for that is small. Those are left out that no name has after NFKC and NFD.
 */
export function confusables(): { readonly unicode: string; readonly table: string } {
  const rows = Object.entries(characters)
    .filter(([from]) => from.normalize("NFKC").normalize("NFD") === from)
    .map(([from, to]) => ({ code: from.codePointAt(0)!, to: [...to].map((one) => base36(one.codePointAt(0)!)) }))
    .toSorted((a, b) => a.code - b.code);
  let last = 0;
  const table = rows.map(({ code, to }) => {
    const step = base36(code - last);
    last = code;
    return [step, ...to].join(" ");
  });
  return { unicode: UNICODE, table: table.join(",") };
}

const base36 = (code: number) => code.toString(36);
