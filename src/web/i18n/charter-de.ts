import type { CharterStrings } from "./charter-en.ts";
import type { Format } from "./format.ts";

/** German for what a room is, and for what its owner and moderators do. */
export const charterDe = (f: Format): CharterStrings => ({
  create: {
    title: "Ein eigener Raum",
    hint: "Du kümmerst dich um ihn: Du kannst löschen, was andere schreiben, Nachrichten anheften und den Raum löschen.",
    room: "Name",
    roomHint: "Leer lassen für einen, den niemand errät.",
    topicHint: "Worum es geht. Das kann leer bleiben und sich später ändern.",
    submit: "Raum öffnen",
    exists: "Einen Raum mit diesem Namen gibt es schon.",
    joinIt: "Betreten",
  },

  about: {
    title: "Über diesen Raum",
    link: "Sein Link",
    share: "Link teilen",
    owner: "Dieser Raum gehört dir.",
    moderator: "Du kümmerst dich mit um diesen Raum.",
    topic: "Thema",
    noTopic: "Bisher keines.",
    kept: "Nachrichten bleiben",
    forGood: "für immer",
    forDays: (days) => f.plural(days, { one: "# Tag", other: "# Tage" }),
    newest: (entries) => f.plural(entries, { one: "die neueste", other: "die neuesten #" }),
    mentionAll: "@here",
    byEveryone: "Alle dürfen es verwenden.",
    byModerators: "Nur wer sich um den Raum kümmert, darf es verwenden.",
    seenBy: "Wer was gelesen hat",
    shown: "sehen alle.",
    notShown: "sieht niemand.",
    export: "Herunterladen",
    asPage: "Als Seite",
    asData: "Als Daten",
    exportHint: "Alles, was noch da ist: zum Lesen oder für Programme (NDJSON).",
  },

  settings: {
    title: "Einstellungen",
    topic: "Thema",
    topicHint: "Eine Zeile, die alle sehen.",
    topicLong: (max) => f.plural(max, { other: "Ein Thema hat höchstens # Zeichen." }),
    keep: "Wie lange Nachrichten bleiben",
    keepHint: "Was älter ist, wird für alle und für immer gelöscht. Leer heißt unbegrenzt.",
    keepDays: "Tage",
    keepMessages: "Einträge",
    keepMessagesHint: "Auch Änderungen und Reaktionen zählen.",
    number: "Gib eine ganze Zahl ein oder nichts.",
    over: (max) => f.plural(max, { other: "Höchstens #." }),
    mentionAll: "Alle dürfen mit @here alle erwähnen",
    seenBy: "Alle sehen, wie weit andere gelesen haben",
    save: "Speichern",
    saved: "Gespeichert.",
    unchanged: "Es gibt nichts zu speichern.",
  },

  delete: {
    open: "Diesen Raum löschen…",
    title: "Diesen Raum löschen?",
    hint: "Alles, was hier gesagt wurde, verschwindet für alle, und niemand kann es zurückholen. Wer hier ist, erfährt davon.",
    label: (room) => `Gib zur Sicherheit seinen Namen ein: ${room}`,
    mismatch: "So heißt der Raum nicht.",
    submit: "Raum löschen",
  },

  pins: {
    title: "Angeheftete Nachrichten",
    none: "Es ist nichts mehr angeheftet.",
    unpin: "Lösen",
    unpinIt: (excerpt) => `Lösen: ${excerpt}`,
  },
});
