import type { carryEn } from "./carry-en.ts";

/** German for taking oneself along to another device. */
export const carryDe = (): ReturnType<typeof carryEn> => ({
  open: "Auch auf deinem anderen Gerät",
  title: "Auf dein anderes Gerät",
  words:
    "Scanne das mit deinem anderen Gerät, oder öffne dort den Link: Du bist dann auf beiden dieselbe Person, mit denselben Gesprächen.",
  secret: (time) => `Er gilt einmal, bis ${time}. Zeig ihn sonst niemandem: Wer ihn öffnet, wird du.`,
  picture: "QR-Code des Links",
  link: "Link",
  copy: "Link kopieren",
  share: "Link senden …",
  copied: "Link kopiert",
  copyFailed: "Der Link ist markiert: Kopiere ihn selbst.",
  waiting: "Einen Moment …",
  late: "Dieser Link ist inzwischen zu alt.",
  again: "Neuen Link machen",
  failed: (reason) => `Es gibt keinen Link: ${reason}`,
  arrival: {
    title: "Auch hier weitermachen?",
    words:
      "Dieser Link macht dich hier zu derselben Person wie dort, wo er gemacht wurde. Nimm ihn nur an, wenn du ihn selbst gemacht hast.",
    now: (name) =>
      `Auf diesem Gerät bist du jetzt ${name}. Das, und die Gespräche dazu, ist danach von hier für immer weg.`,
    take: "So weitermachen",
    refused: "Dieser Link wurde schon benutzt oder ist zu alt. Mach auf deinem anderen Gerät einen neuen.",
    taken: (name) => `Du bist auch hier ${name}`,
    both: "Was dir gesagt wird und was du gelesen hast, ist ab jetzt auf beiden Geräten gleich.",
    goOn: "Weiter",
  },
});
