import type { Strings } from "./en.ts";
import type { Format } from "./format.ts";

/** German. */
export const de = (f: Format): Strings => ({
  product: "Parley",

  room: {
    title: (room, unread) => `${unread > 0 ? `(${unread}) ` : ""}${room} · Parley`,
    skip: "Zum Nachrichtenfeld springen",
    home: "Parley, alle Räume",
    here: (count) => f.plural(count, { other: "# hier" }),
    people: "Leute",
    showPeople: (count) => f.plural(count, { other: "Leute, # hier" }),
    joining: "Betrete den Raum…",
    share: "Teilen",
    shareLink: "Den Link zu diesem Raum teilen",
    copied: "Link kopiert",
    copyFailed: (link) => `Diesen Link kopieren: ${link}`,
    you: (name) => `Du bist ${name}. Namen ändern`,
    about: "Über diesen Raum",
  },

  people: {
    title: "In diesem Raum",
    you: "du",
    close: "Schließen",
  },

  log: {
    label: "Nachrichten",
    beginning: (room) => `Hier beginnt ${room}.`,
    directBeginning: (name) => `Hier beginnt dein Gespräch mit ${name}.`,
    empty: "Noch hat niemand etwas gesagt.",
    invite: "Link kopieren und einladen",
    inviteAlone: "Leute einladen…",
    older: "Ältere Nachrichten laden",
    loading: "Ältere Nachrichten werden geladen…",
    unread: "Neu",
    missedMany: "Du bist wieder da. Inzwischen sind mehrere Nachrichten gekommen.",
    youWrote: "Du",
    says: (name) => `${name}:`,
  },

  message: {
    deleted: "Nachricht gelöscht",
    edited: "(bearbeitet)",
    reactions: "Reaktionen",
    reactedBy: (names, others) => people(f, names, others),
    inReplyTo: "Antwort auf",
    replies: (count) => f.plural(count, { one: "# Antwort", other: "# Antworten" }),
    elsewhere: "eine frühere Nachricht",
    failed: (reason) => `Das hat nicht geklappt. ${reason}`,
    offline: "Du bist gerade nicht verbunden.",
    gone: "Diese Nachricht ist nicht mehr im Verlauf.",
  },

  search: {
    title: "In diesem Raum suchen",
    short: "Suchen",
  },

  outgoing: {
    label: "Noch nicht gesendet",
    sending: "Wird gesendet…",
  },

  typing: (names) =>
    names.length > 2
      ? "Mehrere schreiben…"
      : names.length === 2
        ? `${f.list(names)} schreiben…`
        : `${names.join("")} schreibt…`,

  composer: {
    label: (room) => `Nachricht an ${room}`,
    placeholder: "Nachricht schreiben",
    emoji: "Emoji",
    send: "Senden",
    save: "Speichern",
    cancel: "Abbrechen",
    left: (count) => f.plural(count, { other: "noch # Zeichen" }),
    full: "Zu viele Nachrichten warten darauf, gesendet zu werden. Versuch es wieder, wenn einige unterwegs sind.",
    over: (count) => f.plural(count, { other: "# Zeichen zu viel" }),
  },

  connection: {
    away: "Nicht verbunden",
    connecting: "Verbinde…",
    reconnecting: "Verbinde neu…",
    reconnectingIn: (seconds) => `Verbinde neu… in ${seconds} s`,
    offline: "Offline. Was du schreibst, wird gesendet, sobald du wieder da bist.",
    now: "Jetzt versuchen",
  },

  today: "Heute",
  yesterday: "Gestern",
});

/** Some by their names, and how many others. */
export function people(f: Format, names: readonly string[], others: number): string {
  return f.list(others > 0 ? [...names, f.plural(others, { one: "# weitere Person", other: "# weitere" })] : names);
}
