import type { CommandStrings } from "./commands-en.ts";
import type { Format } from "./format.ts";

/** German for commands and completion. */
export const commandsDe = (f: Format): CommandStrings => ({
  suggestions: "Vorschläge",
  count: (count) => f.plural(count, { one: "# Vorschlag", other: "# Vorschläge" }),
  everybody: "alle, die hier sind",

  unknown: (name) => `Den Befehl /${name} gibt es nicht. Um das als Text zu senden, beginne mit //.`,
  missing: (name, usage) => `Bei /${name} fehlt etwas: /${name} ${usage}`,
  extra: (name) => `/${name} steht allein: Dahinter kommt nichts.`,
  badName: (max) => `Dieser Name geht nicht. Er darf ${max} Zeichen haben, alle sichtbar, und nicht mit * beginnen.`,
  named: (name) => `Du heißt jetzt ${name}.`,
  sentTo: (name) => `Nur an ${name} gesendet.`,
  done: (what) => `Erledigt: ${what}`,
  nobody: "Hier heißt niemand so.",
  several: (name) => `Hier heißen mehrere ${name}. Wähle eine Person aus der Liste, die @ öffnet.`,
  people: (names, others) =>
    f.list(others > 0 ? [...names, f.plural(others, { one: "# weitere Person", other: "# weitere" })] : names),

  help: "Befehle",
  helpHint: "Jeder steht am Anfang einer Nachricht.",
  escape: "Eine Nachricht senden, die mit einem Schrägstrich beginnt",

  commands: {
    me: { usage: "<Text>", what: "Sagen, was du tust" },
    msg: { usage: "<Name> <Text>", what: "Jemandem allein schreiben" },
    nick: { usage: "<Name>", what: "Deinen Namen hier ändern" },
    shrug: { usage: "[Text]", what: "¯\\_(ツ)_/¯ an einen Text hängen" },
    search: { usage: "<Wörter>", what: "In diesem Raum suchen" },
    topic: { usage: "<Text>", what: "Das Thema des Raums festlegen" },
    report: { usage: "<Name> [Grund]", what: "Melden, was jemand zuletzt gesagt hat" },
    kick: { usage: "<Name> [Grund]", what: "Jemanden wegschicken, der wiederkommen darf" },
    ban: { usage: "<Name> [Zeit] [Grund]", what: "Jemanden aussperren: /ban Bo 7d Spam" },
    unban: { usage: "<Name>", what: "Jemanden wieder hereinlassen" },
    mute: { usage: "<Name> [Zeit] [Grund]", what: "Jemanden stummschalten: /mute Bo 10m" },
    unmute: { usage: "<Name>", what: "Jemanden wieder schreiben lassen" },
    purge: { usage: "<Name> [Zeit]", what: "Zurücknehmen, was jemand gesagt hat" },
    slow: { usage: "<Zeit>", what: "Langsamer Modus: /slow 30s, /slow off" },
    lock: { usage: "", what: "Nur noch Mitglieder hereinlassen" },
    unlock: { usage: "", what: "Wieder alle hereinlassen" },
    mod: { usage: "<Name>", what: "Jemanden zum Moderator machen" },
    unmod: { usage: "<Name>", what: "Jemanden wieder zum Gast machen" },
    who: { usage: "", what: "Sehen, wer hier ist" },
    help: { usage: "", what: "Alle Befehle zeigen" },
    quit: { usage: "", what: "Den Raum verlassen" },
  },
});
