import type { You } from "../../protocol/fields.ts";
import { slashCommandsOf } from "../../client/slash.ts";
import type { CommandStrings } from "../i18n/commands-en.ts";
import type { Option } from "./completion.ts";

/** The commands that somebody may use and whose name, or another name for them, begins with what was written. */
export function findCommands(
  query: string,
  words: CommandStrings["commands"],
  you: Pick<You, "role"> | undefined,
): readonly Option[] {
  const wanted = query.toLowerCase();
  return slashCommandsOf(you).flatMap(({ name, aliases }) => {
    const written = [name, ...aliases].find((one) => one.startsWith(wanted));
    if (written === undefined) return [];
    const { usage, what } = words[name];
    const label = `/${written}`;
    return [
      usage === ""
        ? { key: name, insert: label, label, hint: what }
        : { key: name, insert: `${label} `, label, usage, hint: what },
    ];
  });
}
