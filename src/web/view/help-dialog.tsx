import { SLASH_COMMANDS } from "../../client/slash.ts";
import { c } from "../i18n/commands.ts";
import { Dialog } from "./dialog.tsx";

/** The commands that there are. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={c.help} shape="card" onClose={onClose}>
      <p class="muted">{c.helpHint}</p>
      <dl class="commands">
        {SLASH_COMMANDS.map(({ name, aliases }) => (
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
