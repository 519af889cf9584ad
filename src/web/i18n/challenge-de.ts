import type { ChallengeStrings } from "./challenge-en.ts";

export const challengeDe = (): ChallengeStrings => ({
  title: "Einen Moment",
  text: "Dieser Server prüft, dass du kein Programm bist, bevor du zum ersten Mal hereinkommst. Meist geschieht das von selbst.",
  room: "Dieser Server prüft, dass du kein Programm bist, bevor du einen Raum eröffnest. Meist geschieht das von selbst.",
  frame: "Prüfen, dass du kein Programm bist",
  unreached: "Die Prüfung ist nicht gelungen. Vielleicht hält ein Blocker oder das Netz sie fern.",
  again: "Noch einmal versuchen",
});
