import { people } from "./de.ts";
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
    more: "Mehr",
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

  badRoom: {
    title: "Diesen Raum gibt es nicht",
    text: "Die Adresse ergibt keinen Raumnamen.",
    home: "Einen Raum wählen",
  },

  room: {
    topic: (topic) => `Thema: ${topic}`,
    pinned: (count) => f.plural(count, { one: "# angeheftete Nachricht", other: "# angeheftete Nachrichten" }),
    isPinned: "Angeheftet",
    notice: "Von denen, die diesen Server betreiben",
    dismissNotice: "Ausblenden",
  },

  log: {
    latest: "Zum Neuesten",
    latestCount: (count) =>
      f.plural(count, { one: "Zum Neuesten, # neue Nachricht", other: "Zum Neuesten, # neue Nachrichten" }),
    seenBy: (names, others) => `Gesehen von ${people(f, names, others)}`,
    missed: (count) => f.plural(count, { one: "# neue Nachricht", other: "# neue Nachrichten" }),
    dismissMissed: "Ausblenden",
  },

  people: {
    more: "Mehr Personen zeigen",
    rest: (count) => f.plural(count, { one: "und # weitere Person", other: "und # weitere" }),
    failed: "Die Liste konnte nicht geladen werden.",
  },

  composer: {
    editing: "Bearbeiten",
    replyingTo: (name) => `Antwort an ${name}`,
  },

  outgoing: {
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

  problem: {
    banned: "Jemand, der auf ihn achtet, lässt dich nicht hinein.",
    password_required: "Dieser Raum hat ein Passwort.",
    wrong_password: "Das ist nicht das Passwort.",
    bad_invite: "Diese Einladung gilt nicht oder nicht mehr.",
    members_only: "In diesen Raum kommen nur seine Mitglieder.",
    locked: "Dieser Raum ist verschlossen: Gerade kommt niemand Neues herein.",
    room_full: "Dieser Raum ist voll.",
    muted: "Du darfst hier gerade nicht schreiben.",
    read_only: "Hier dürfen nur manche schreiben.",
    forbidden: "Das darfst du hier nicht.",
    challenge_required: "Dieser Server will zuerst sehen, dass du kein Programm bist.",
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

  roles: {
    guest: "Gast",
    member: "Mitglied",
    moderator: "Moderation",
    owner: "Leitung",
  },

  deeds: {
    role: {
      guest: (who, whom) => `${who} hat ${whom} die Rolle in diesem Raum genommen`,
      member: (who, whom) => `${who} hat ${whom} zum Mitglied gemacht`,
      moderator: (who, whom) => `${who} hat ${whom} die Moderation gegeben`,
      owner: (who, whom) => `${who} hat ${whom} die Leitung gegeben`,
    },
    self: {
      guest: (who) => `${who} ist jetzt Gast`,
      member: (who) => `${who} ist jetzt Mitglied`,
      moderator: (who) => `${who} moderiert den Raum jetzt`,
      owner: (who) => `${who} leitet den Raum jetzt`,
    },
    purge: (who, whom) => `${who} hat Nachrichten von ${whom} gelöscht`,
  },
});
