/** What a room as a page says by itself, in one language. */
export interface Words {
  readonly language: string;
  /** How dates, times and numbers are written. */
  readonly locale: string;
  readonly taken: (at: string) => string;
  readonly times: string;
  readonly pinned: string;
  readonly isPinned: string;
  readonly edited: string;
  readonly deleted: string;
  readonly answers: string;
  readonly notKept: string;
  readonly people: (count: number) => string;
  readonly empty: string;
  readonly end: (count: number) => string;
}

/** A number with the word that fits it. */
function counter(language: string, one: string, other: string): (count: number) => string {
  const numbers = new Intl.NumberFormat(language);
  return (count) => `${numbers.format(count)} ${count === 1 ? one : other}`;
}

const messages = { en: counter("en", "message", "messages"), de: counter("de", "Nachricht", "Nachrichten") };

export const WORDS: Readonly<Record<"en" | "de", Words>> = {
  en: {
    language: "en",
    locale: "en-GB",
    taken: (at) => `As it was on ${at}`,
    times: "All times are in UTC.",
    pinned: "Pinned",
    isPinned: "pinned",
    edited: "edited",
    deleted: "This message was deleted.",
    answers: "Answer to:",
    notKept: "a message that was not kept",
    people: counter("en", "person", "people"),
    empty: "Nobody has said anything.",
    end: (count) => `That is all: ${messages.en(count)}.`,
  },
  de: {
    language: "de",
    locale: "de-DE",
    taken: (at) => `Stand: ${at}`,
    times: "Alle Zeiten in UTC.",
    pinned: "Angepinnt",
    isPinned: "angepinnt",
    edited: "bearbeitet",
    deleted: "Diese Nachricht wurde gelöscht.",
    answers: "Antwort auf:",
    notKept: "eine Nachricht, die nicht aufbewahrt wurde",
    people: counter("de", "Person", "Personen"),
    empty: "Niemand hat etwas gesagt.",
    end: (count) => `Das ist alles: ${messages.de(count)}.`,
  },
};

export type Language = keyof typeof WORDS;

/** The languages that there are, the first of them for everybody else. */
export const LANGUAGES = Object.keys(WORDS) as Language[];
