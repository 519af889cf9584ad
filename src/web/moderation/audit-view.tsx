import { useState } from "preact/hooks";
import type { AuditEntry } from "../../protocol/records.ts";
import { m } from "../i18n/moderation.ts";
import { momentText } from "../i18n/moment.ts";
import { fullTime } from "../i18n/time.ts";
import { AskedView } from "./asked-view.tsx";
import { detailText, entryText } from "./audit-text.ts";
import { deskOf } from "./desk.ts";
import { useAsked } from "./use-asked.ts";
import type { ViewProps } from "./view-tabs.tsx";
import { whyNot } from "./why-not.ts";

/** What was done by those who look after the room, the newest first. */
export function AuditView({ session, onLost }: ViewProps) {
  const [list, setList] = useState<readonly AuditEntry[]>([]);
  const [hasMore, setMore] = useState(false);
  const [problem, setProblem] = useState<string>();
  const asked = useAsked(session, async () => {
    const { entries, more } = await deskOf(session).audit();
    setList(entries);
    setMore(more);
  });

  const older = async () => {
    const before = list.at(-1)?.entry;
    if (before === undefined) return;
    try {
      const { entries, more } = await deskOf(session).audit({ before });
      setList((now) => [...now.filter(({ entry }) => entry >= before), ...entries]);
      setMore(more);
      setProblem(undefined);
      // The button is gone.
      if (!more) onLost();
    } catch (error) {
      setProblem(whyNot(error));
    }
  };

  return (
    <AskedView asked={asked} nothing={list.length === 0 ? m.audit.none : undefined}>
      <ol class="records">
        {list.map((entry) => {
          const detail = detailText(entry, document.documentElement.lang);
          return (
            <li key={entry.entry} class="record">
              <p class="record-line">{entryText(entry)}</p>
              <p class="field-note">
                {detail !== "" && <span dir="auto">{detail}</span>}
                <time dateTime={new Date(entry.at).toISOString()} title={fullTime(entry.at)}>
                  {momentText(entry.at)}
                </time>
              </p>
            </li>
          );
        })}
      </ol>
      {problem !== undefined && (
        <p class="is-problem" role="alert">
          {problem}
        </p>
      )}
      {hasMore && (
        <button type="button" class="button" onClick={() => void older()}>
          {m.more}
        </button>
      )}
    </AskedView>
  );
}
