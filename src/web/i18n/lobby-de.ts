import type { LobbyStrings } from "./lobby-en.ts";

/** German for where one chooses a room. */
export const lobbyDe = (): LobbyStrings => ({
  title: "Parley: Chaträume mit Adresse",
  headline: "Ein Raum ist ein Link.",
  promise:
    "Öffnen, teilen, reden. Ein Konto gibt es nicht: Wer den Link hat, kommt herein, wenn du nichts anderes sagst.",
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
});
