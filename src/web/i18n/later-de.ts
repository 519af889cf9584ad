import type { Format } from "./format.ts";
import type { LaterStrings } from "./later-en.ts";

/** German for what is fetched when it is wanted. */
export const laterDe = (f: Format): LaterStrings => ({
  message: {
    actions: "Was mit dieser Nachricht geschehen soll",
    react: "Reagieren",
    moreEmoji: "Mehr Emoji",
    reply: "Antworten",
    edit: "Bearbeiten",
    delete: "Löschen",
    deleteTitle: "Diese Nachricht löschen?",
    deleteHint: "Ihr Text verschwindet für alle, hier und im Verlauf. Das lässt sich nicht rückgängig machen.",
    thread: "Thread öffnen",
    show: "Im Raum zeigen",
    pin: "Anheften",
    pinsFull: (max) => f.plural(max, { other: "Es sind schon # Nachrichten angeheftet." }),
    spoiler: "Spoiler zeigen",
  },

  rename: {
    title: "Dein Name hier",
    label: "Name",
    hint: "Er steht ab jetzt neben dem, was du schreibst.",
    save: "Speichern",
    cancel: "Abbrechen",
    offline: "Gerade besteht keine Verbindung. Versuch es gleich noch einmal.",
  },

  notify: {
    label: "Sag mir, wenn ich erwähnt werde",
    hint: "Als Benachrichtigung, solange diese Seite nicht vorn ist.",
    denied: "Dein Browser lässt für diese Seite keine Benachrichtigungen zu.",
  },

  code: {
    label: "Code",
    copy: "Code kopieren",
    copied: "Code kopiert",
    copyFailed: "Der Code ist markiert: Kopiere ihn selbst.",
  },

  preview: {
    hide: "Vorschau ausblenden",
  },

  search: {
    label: "Wörter",
    hint: "Auch from:ann, after:2026-01-31, before:2026-12-24, has:link.",
    nothing: "Nichts gefunden.",
    more: "Ältere zeigen",
    count: (count, more) =>
      `${f.plural(count, { one: "# Nachricht gefunden", other: "# Nachrichten gefunden" })}${more ? " und mehr" : ""}`,
  },

  door: {
    refused: "Du bist nicht in diesem Raum",
    again: "Noch einmal versuchen",
    asNewGuest: "Als neuer Gast hereinkommen",
    deleted: "Dieser Raum wurde gelöscht",
    deletedHint: "Alles, was darin gesagt wurde, ist fort.",
    anew: "Einen leeren öffnen",
    home: "Einen anderen Raum wählen",
    direct: "Das ist nicht dein Gespräch",
    directHint: "Nur die beiden, die hier miteinander reden, können es öffnen.",
  },

  badRoom: {
    title: "Diesen Raum gibt es nicht",
    text: "Die Adresse ergibt keinen Raumnamen.",
    home: "Einen Raum wählen",
  },

  room: {
    topic: (topic) => `Thema: ${topic}`,
    pinned: (count) => f.plural(count, { one: "# angeheftete Nachricht", other: "# angeheftete Nachrichten" }),
    isPinned: "Angeheftet",
  },

  log: {
    missed: (count) => f.plural(count, { one: "# neue Nachricht", other: "# neue Nachrichten" }),
    dismissMissed: "Ausblenden",
  },

  people: {
    more: "Mehr Personen zeigen",
    rest: (count) => f.plural(count, { one: "und # weitere Person", other: "und # weitere" }),
    failed: "Die Liste konnte nicht geladen werden.",
  },
});
