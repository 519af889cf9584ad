import type { You } from "../../protocol/fields.ts";
import { slashCommandsOf } from "../../client/slash.ts";
import { c } from "../i18n/commands.ts";
import { Dialog } from "./dialog.tsx";

interface HelpDialogProps {
  readonly you: You | undefined;
  readonly onClose: () => void;
}

/** The commands that one may use. */
export function HelpDialog({ you, onClose }: HelpDialogProps) {
  return (
    <Dialog title={c.help} shape="card" onClose={onClose}>
      <p class="muted">{c.helpHint}</p>
      <dl class="commands">
        {slashCommandsOf(you).map(({ name, aliases }) => (
          <CommandRow
            key={name}
            names={[name, ...aliases].map((one) => `/${one}`)}
            usage={c.commands[name].usage}
            what={c.commands[name].what}
          />
        ))}
        <CommandRow names={["//"]} usage={c.commands.me.usage} what={c.escape} />
      </dl>
    </Dialog>
  );
}

interface CommandRowProps {
  readonly names: readonly string[];
  readonly usage: string;
  readonly what: string;
}

function CommandRow({ names, usage, what }: CommandRowProps) {
  return (
    <div>
      <dt>
        {names.map((name, index) => (
          <>
            {index > 0 && ", "}
            <b>{name}</b>
          </>
        ))}{" "}
        <span class="suggestion-usage">{usage}</span>
      </dt>
      <dd>{what}</dd>
    </div>
  );
}
