import type { DoorStrings } from "./door-en.ts";
import type { Format } from "./format.ts";

/** German for the door of a room. */
export const doorDe = (f: Format): DoorStrings => ({
  refused: "Du bist nicht in diesem Raum",
  again: "Noch einmal versuchen",
  asNewGuest: "Als neuer Gast hereinkommen",
  deleted: "Dieser Raum wurde gelöscht",
  deletedHint: "Alles, was darin gesagt wurde, ist fort.",
  anew: "Einen leeren öffnen",
  home: "Einen anderen Raum wählen",
  closed: "Dieser Raum ist geschlossen",
  closedHint: "Wer diesen Server betreibt, hat ihn geschlossen.",
  direct: "Das ist nicht dein Gespräch",
  directHint: "Nur die beiden, die hier miteinander reden, können es öffnen.",

  password: "Dieser Raum hat ein Passwort",
  passwordHint: "Wer dir den Link gegeben hat, kennt es. Du wirst einmal gefragt: Danach gehörst du zum Raum.",
  passwordLabel: "Passwort",
  show: "Anzeigen",
  enter: "Hereinkommen",
  noPassword: "Gib das Passwort ein.",
  waitFor: (seconds) =>
    f.plural(seconds, {
      one: "Zu oft geraten. Versuch es in # Sekunde wieder.",
      other: "Zu oft geraten. Versuch es in # Sekunden wieder.",
    }),

  members: "Dieser Raum ist für seine Mitglieder",
  membersHint: "Bitte jemanden, der dazugehört, um eine Einladung.",
  notAnyMore: "Du gehörst nicht mehr zu diesem Raum",
  locked: "Dieser Raum ist verschlossen",
  lockedHint: "Niemand Neues kommt herein, bis er wieder geöffnet wird.",
  full: "Dieser Raum ist voll",
  fullHint: "Komm wieder, wenn jemand gegangen ist.",
  kicked: "Du wurdest hinausgeschickt",
  kickedHint: "Du darfst wiederkommen.",
  comeBack: "Wieder hereinkommen",
  banned: "Du bist in diesem Raum gesperrt",
  bannedFor: "Wer auf ihn achtet, lässt dich nicht herein.",
  bannedUntil: (time) => `Du darfst nach ${time} wiederkommen.`,
  reason: (reason) => `Dazu heißt es: ${reason}`,

  invited: "Du bist eingeladen",
  invitedHint: "Komm herein, dann gehörst du zu diesem Raum.",
  badInvite: "Diese Einladung gilt nicht mehr",
  badInviteHint: "Sie ist abgelaufen, verbraucht oder zurückgenommen. Bitte um eine neue.",
  withoutInvite: "Ohne sie weiter",
  notInvited: "Das hat nicht geklappt",

  readOnly: "Hier schreiben nur manche. Du kannst mitlesen.",
  readOnlyMembers: "In diesem Raum schreiben nur Mitglieder. Du kannst mitlesen.",
  muted: "Du darfst hier nicht schreiben.",
  mutedUntil: (time) => `Du darfst hier nicht schreiben bis ${time}.`,
  slow: (time) => `Langsamer Modus: noch ${time}`,
  seconds: (count) => f.plural(count, { one: "# Sekunde", other: "# Sekunden" }),
  slowSaid: "Langsamer Modus: Bitte warte ein wenig bis zu deiner nächsten Nachricht.",
});
