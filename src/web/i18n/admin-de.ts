import type { AdminStrings } from "./admin-en.ts";
import type { Format } from "./format.ts";

/** German for the operator's page. */
export const adminDe = (f: Format): AdminStrings => ({
  title: "Betrieb · Parley",
  heading: "Alle Räume",

  door: {
    heading: "Betrieb",
    hint: "Diese Seite ist für alle, die diesen Server betreiben.",
    secret: "Geheimnis",
    secretHint: "Das, worauf ADMIN_TOKEN gesetzt ist. Es bleibt hier, bis du diesen Tab schließt.",
    submit: "Weiter",
    empty: "Gib das Geheimnis ein.",
    leave: "Abmelden",
  },

  totals: {
    label: "Alle Räume zusammen",
    rooms: "Räume",
    online: "Personen",
    reports: "Meldungen",
    bytes: "Gespeichert",
    cost: "Kosten bisher",
  },

  list: {
    search: "Räume suchen",
    searchHint: "Ein Teil eines Namens oder Titels",
    sort: "Ordnen nach",
    orders: {
      seen: "Zuletzt aktiv",
      online: "Personen",
      reports: "Meldungen",
      entries: "Einträge",
      bytes: "Gespeichert",
      cost: "Kosten",
      created: "Neueste",
      room: "Name",
    },
    refresh: "Aktualisieren",
    room: "Raum",
    seen: "Stand",
    found: (count) => f.plural(count, { one: "# Raum", other: "# Räume" }),
    range: (from, to, count) => f.plural(count, { other: `${from} bis ${to} von #` }),
    none: "Noch hat sich kein Raum gemeldet. Das tun Räume, wenn jemand kommt oder schreibt.",
    nothing: "Kein Raum hat das im Namen oder Titel.",
    lookUp: (room) => `Den Raum ${room} ansehen`,
    previous: "Zurück",
    next: "Weiter",
    direct: "Gespräch zu zweit",
    closed: "Geschlossen",
    loading: "Wird geladen…",
    failed: "Die Liste konnte nicht geladen werden.",
  },

  room: {
    open: "Raum öffnen",
    closedSince: (when) => `Geschlossen seit ${when}: Niemand kommt hinein.`,
    now: "Personen im Moment",
    title: "Titel",
    none: "Keiner",
    topic: "Thema",
    made: "Angelegt",
    perDay: "Kosten am Tag",
    entry: "Wer hineinkommt",
    visibility: { public: "Öffentlich", unlisted: "Wer den Link hat", private: "Nur Mitglieder" },
    password: "mit Passwort",
    locked: "verschlossen",
    write: "Wer schreibt",
    writes: { everyone: "Alle", members: "Mitglieder", moderators: "Moderatoren" },
    reports: "Gemeldete Nachrichten",
    noReports: "Nichts, worum sich noch niemand gekümmert hat.",
    by: (name, when) => `Gemeldet von ${name}, ${when}`,
    close: "Raum schließen…",
    reopen: "Raum wieder öffnen",
    reopened: "Der Raum ist wieder offen.",
    remove: "Raum löschen…",
    loading: "Wird geladen…",
  },

  close: {
    title: "Diesen Raum schließen?",
    hint: "Wer hier ist, muss gehen, und niemand kommt hinein, bis du ihn wieder öffnest. Gelöscht wird nichts.",
    reason: "Warum",
    reasonHint: "Das erfahren alle, die kommen. Es kann leer bleiben.",
    reasonLong: (max) => f.plural(max, { other: "Ein Grund hat höchstens # Zeichen." }),
    submit: "Raum schließen",
    done: "Der Raum ist geschlossen.",
  },

  remove: {
    title: "Diesen Raum löschen?",
    hint: "Alles, was darin gesagt wurde, verschwindet für alle, und niemand kann es zurückholen. Einen Raum dieses Namens kann jeder wieder öffnen.",
    label: (room) => `Gib zur Sicherheit seinen Namen ein: ${room}`,
    mismatch: "So heißt der Raum nicht.",
    submit: "Raum löschen",
    done: "Der Raum ist gelöscht.",
  },

  notice: {
    open: "Allen etwas sagen…",
    title: "Allen etwas sagen",
    hint: "Alle, die gerade in einem Raum sind, bekommen das angezeigt. Aufgehoben wird es nirgends.",
    label: "Mitteilung",
    empty: "Gib ein, was gesagt werden soll.",
    long: (max) => f.plural(max, { other: "Eine Mitteilung hat höchstens # Zeichen." }),
    submit: "An alle Räume senden",
    done: "Die Mitteilung ist unterwegs.",
    last: "Die letzte",
    reached: (rooms, people) =>
      `${f.plural(people, { one: "# Person", other: "# Personen" })} in ${f.plural(rooms, { one: "# Raum", other: "# Räumen" })}`,
    going: "noch unterwegs",
  },

  back: "Zurück",

  problem: {
    unauthorized: "Das ist nicht das Geheimnis.",
    rate_limited: "Zu viele Anfragen in kurzer Zeit. Warte eine Minute.",
    not_found: "Diesen Raum gibt es nicht mehr.",
    exists: "Die letzte Mitteilung ist noch unterwegs. Versuche es gleich noch einmal.",
    too_big: "Das ist zu lang.",
    internal: "Auf dem Server ist etwas schiefgegangen.",
    disconnected: "Der Server ist gerade nicht zu erreichen.",
  },
});
