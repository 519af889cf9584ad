import type { ThreadStrings } from "./thread-en.ts";

/** German for threads. */
export const threadDe = (): ThreadStrings => ({
  title: "Thread",
  list: "Eine Nachricht und ihre Antworten",
  none: "Noch keine Antworten",
  more: "Weitere Antworten zeigen",
  loading: "Antworten werden geladen…",
  failed: (reason) => `Die Antworten konnten nicht geladen werden. ${reason}`,
  again: "Noch einmal versuchen",
  label: "In diesem Thread antworten",
  placeholder: "Antwort schreiben",
  gone: "Die Nachricht, auf die hier geantwortet wird, steht nicht mehr im Verlauf.",
  shut: "Hier kann niemand mehr antworten.",
});
