/**
 * The texts that the load generator sends: a mark, who sent it, the how manyeth of theirs it is and when, then filling. The
 * receivers count marks and read the digits; nothing is parsed as JSON. The mark stands nowhere else in what servers send.
 */

/** `~`: stays one byte, unescaped, in JSON. */
const MARK = 0x7e;
const SENDER_DIGITS = 3;
const NUMBER_DIGITS = 7;
const TIME_DIGITS = 10;
const FILLING = " and so on as people do when they have met and nothing much is to be said. ".repeat(60);

/** What a marked text says of itself. */
export interface Mark {
  sender: number;
  /** Counted from 0, for each sender. */
  number: number;
  /** When it was sent, µs by `clock`. */
  at: number;
}

/** This process's clock, in µs. */
export function clock(): number {
  return Math.round(performance.now() * 1000);
}

/** One text. @param length in bytes, all ASCII */
export function markedText({ sender, number, at }: Mark, length: number): string {
  const digits =
    String(sender).padStart(SENDER_DIGITS, "0") +
    String(number).padStart(NUMBER_DIGITS, "0") +
    String(at).padStart(TIME_DIGITS, "0");
  // Rooms trim what is sent.
  return `~${digits}${FILLING}`.slice(0, length - 1) + ".";
}

/** Calls back for each mark in a payload, with the same object each time. @returns how many there were */
export function readMarks(payload: Buffer, each: (mark: Mark) => void): number {
  const mark: Mark = { sender: 0, number: 0, at: 0 };
  let count = 0;
  for (let at = payload.indexOf(MARK); at >= 0; at = payload.indexOf(MARK, at + 1)) {
    let position = at + 1;
    mark.sender = digits(payload, position, SENDER_DIGITS);
    mark.number = digits(payload, (position += SENDER_DIGITS), NUMBER_DIGITS);
    mark.at = digits(payload, position + NUMBER_DIGITS, TIME_DIGITS);
    count++;
    each(mark);
  }
  return count;
}

function digits(payload: Buffer, from: number, length: number): number {
  let value = 0;
  for (let index = from; index < from + length; index++) value = value * 10 + payload[index]! - 0x30;
  return value;
}
