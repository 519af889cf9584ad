/** What an emoji between colons may stand after: not a word, a time, nor a part of an address. */
export const BEFORE_CODE =
  /(?:^|[\s\p{Ps}\p{Pi}"'*~|>\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u{FE0F}])$/u;

const CLOSED = /:([\p{L}\p{N}_+-]+):$/u;

/** A name between colons. */
export interface ClosedCode {
  /** Where its first colon stands, in code units. */
  readonly from: number;
  /** In small letters. */
  readonly code: string;
}

/** The name between colons that ends at the caret. @param caret in code units */
export function closedCode(text: string, caret: number): ClosedCode | undefined {
  const before = text.slice(0, caret);
  const found = CLOSED.exec(before);
  if (!found || !BEFORE_CODE.test(before.slice(0, found.index))) return undefined;
  return { from: found.index, code: found[1]!.toLowerCase() };
}
