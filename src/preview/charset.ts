/** Bytes at the beginning of a page that are searched for its character set, as browsers do. */
const PRESCAN_BYTES = 1_024;

const IN_HEADER = /charset\s*=\s*["']?([^\s"';,]+)/i;
const IN_META = /<meta\s[^>]*charset\s*=\s*["']?\s*([^\s"'/>;]+)/i;

/** Marks at the very beginning, which beat all else. */
const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16be", [0xfe, 0xff]],
  ["utf-16le", [0xff, 0xfe]],
];

/** A page's bytes as text: by its mark, its header, its own word, else as UTF-8. What cannot be read becomes U+FFFD. */
export function decodeHtml(bytes: Uint8Array, contentType: string): string {
  const mark = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  const label = mark ?? IN_HEADER.exec(contentType)?.[1] ?? charsetInside(bytes) ?? "utf-8";
  return decoderOf(label).decode(bytes);
}

function charsetInside(bytes: Uint8Array): string | undefined {
  const label = IN_META.exec(new TextDecoder("windows-1252").decode(bytes.subarray(0, PRESCAN_BYTES)))?.[1];
  // Whoever could be read so far is not in UTF-16, whatever it says.
  return label !== undefined && /^utf-?16/i.test(label) ? "utf-8" : label;
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
