import type { Strings } from "./en.ts";
import type { Format } from "./format.ts";

/** German. */
export const de = (f: Format): Strings => ({
  product: "Parley",

  lobby: {
    title: "Parley: Chaträume mit Adresse",
    headline: "Ein Raum ist ein Link.",
    promise: "Öffnen, teilen, reden. Ein Konto gibt es nicht, und wer den Link hat, kann lesen und schreiben.",
    name: "Dein Name",
    nameHint: "Leer lassen, um als Gast zu kommen.",
    room: "Raum",
    roomHint: "Ein Name oder ein Link, den du bekommen hast.",
    roomExample: "gartenverein",
    opens: (address) => `Öffnet ${address}`,
    join: "Raum betreten",
    or: "oder",
    fresh: "Unerratbaren Raum öffnen",
    freshHint: "Sein Name ist lang und zufällig: Nur wer den Link hat, findet ihn. Der Raum gehört dir.",
    own: "Name und Thema selbst wählen",
    recent: "Zuletzt besucht",
    forget: (room) => `${room} aus der Liste entfernen`,
    api: "API für eigene Programme",
  },

  roomProblem: {
    empty: "Gib den Namen eines Raums ein.",
    long: (max) => `Der Name eines Raums hat höchstens ${max} Zeichen.`,
    characters:
      "Der Name eines Raums besteht aus Buchstaben, Ziffern, Binde- und Unterstrichen und beginnt mit einem Buchstaben oder einer Ziffer.",
    elsewhere: (host) => `Dieser Link führt auf eine andere Seite, ${host}.`,
    link: "Dieser Link führt in keinen Raum.",
  },

  nameProblem: {
    empty: "Gib einen Namen ein.",
    long: (max) => `Ein Name hat höchstens ${max} Zeichen.`,
    characters: "Dieser Name enthält unsichtbare Zeichen.",
  },

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
    older: "Ältere Nachrichten laden",
    loading: "Ältere Nachrichten werden geladen…",
    unread: "Neu",
    seenBy: (names, others) => `Gesehen von ${people(f, names, others)}`,
    missedMany: "Du bist wieder da. Inzwischen sind mehrere Nachrichten gekommen.",
    latest: "Zum Neuesten",
    latestCount: (count) =>
      f.plural(count, { one: "Zum Neuesten, # neue Nachricht", other: "Zum Neuesten, # neue Nachrichten" }),
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
    failed: (reason) => `Nicht gesendet. ${reason}`,
    byAnother: "Du hast das geschrieben, bevor du ein neuer Gast wurdest; vielleicht ist es damals angekommen.",
    retry: "Erneut senden",
    discard: "Verwerfen",
  },

  note: {
    joined: (names, others) => `${people(f, names, others)} ${names.length + others > 1 ? "sind" : "ist"} gekommen`,
    left: (names, others) => `${people(f, names, others)} ${names.length + others > 1 ? "sind" : "ist"} gegangen`,
    renamed: (was, name) => `${was} heißt jetzt ${name}`,
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
    editing: "Bearbeiten",
    replyingTo: (name) => `Antwort an ${name}`,
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

  problem: {
    banned: "Jemand, der auf ihn achtet, lässt dich nicht hinein.",
    room_full: "Dieser Raum ist voll.",
    read_only: "Hier dürfen nur manche schreiben.",
    forbidden: "Das darfst du hier nicht.",
    unauthorized: "Du wirst nicht mehr erkannt.",
    rate_limited: "Zu viele Nachrichten in kurzer Zeit.",
    slow_mode: "Bitte warte ein wenig zwischen zwei Nachrichten.",
    too_big: "Die Nachricht ist zu lang.",
    id_conflict: "An ihrer Stelle wurde eine andere Nachricht gesendet.",
    bad_origin: "Dieser Raum lässt sich von dieser Seite aus nicht öffnen.",
    bad_room: "Die Adresse ergibt keinen Raumnamen.",
    not_found: "Das gibt es nicht mehr.",
    internal: "Auf dem Server ging etwas schief.",
  },

  today: "Heute",
  yesterday: "Gestern",
});

function people(f: Format, names: readonly string[], others: number): string {
  return f.list(others > 0 ? [...names, f.plural(others, { one: "# weitere Person", other: "# weitere" })] : names);
}
