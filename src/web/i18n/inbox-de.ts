import type { Format } from "./format.ts";
import type { InboxStrings } from "./inbox-en.ts";

/** German for conversations and mentions. */
export const inboxDe = (f: Format): InboxStrings => ({
  conversations: "Gespräche",
  mentions: "Erwähnungen",
  unread: (count) => f.plural(count, { one: "# ungelesen", other: "# ungelesen" }),
  elsewhere: (count) => f.plural(count, { one: "# anderswo ungelesen", other: "# anderswo ungelesen" }),
  own: (text) => `Du: ${text}`,
  said: (name, room) => `${name} in ${room}`,
  answered: (name, room) => `${name} hat dir in ${room} geantwortet`,
  withdrawn: "Diese Nachricht wird hier nicht gezeigt.",
  hide: (name) => `Das Gespräch mit ${name} ausblenden`,
  hidden: "Es kommt wieder, wenn du ihnen wieder schreibst.",
  all: (count) => `Alle ${count} zeigen`,
  message: (name) => `${name} allein schreiben`,
  failed: (reason) => `Das hat nicht geklappt. ${reason}`,
});
