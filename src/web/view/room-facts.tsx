import type { ComponentChildren } from "preact";
import type { Settings } from "../../protocol/settings.ts";
import { charter } from "../i18n/charter.ts";
import { keptText } from "./charter-texts.ts";
import { PlainText } from "./plain-text.tsx";

interface RoomFactsProps {
  readonly settings: Settings;
  /** Settings that need not be told, for they can be changed beside this. */
  readonly without: readonly (keyof Settings)[];
}

/** What holds in the room. */
export function RoomFacts({ settings, without }: RoomFactsProps) {
  const { topic, visibility, password, locked, write, slowMode, mentionAll, seenBy } = settings;
  const doors = [
    charter.about.door[visibility],
    ...(password ? [charter.about.hasPassword] : []),
    ...(locked ? [charter.about.isLocked] : []),
  ];
  const tells = (name: keyof Settings) => !without.includes(name);
  return (
    <dl class="facts">
      {tells("topic") && (
        <Fact name={charter.about.topic}>
          <span dir="auto">{topic === "" ? charter.about.noTopic : <PlainText text={topic} />}</span>
        </Fact>
      )}
      {tells("visibility") && <Fact name={charter.settings.door}>{doors.join(" ")}</Fact>}
      {tells("write") && <Fact name={charter.settings.write}>{charter.about.write[write]}</Fact>}
      {tells("slowMode") && slowMode > 0 && (
        <Fact name={charter.settings.slowMode}>{charter.about.pause(slowMode)}</Fact>
      )}
      {tells("keepDays") && <Fact name={charter.about.kept}>{keptText(settings)}</Fact>}
      {tells("mentionAll") && (
        <Fact name={charter.about.mentionAll}>
          {mentionAll === "everyone" ? charter.about.byEveryone : charter.about.byModerators}
        </Fact>
      )}
      {tells("seenBy") && (
        <Fact name={charter.about.seenBy}>{seenBy ? charter.about.shown : charter.about.notShown}</Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
