import { useState } from "preact/hooks";
import type { ReportEntry } from "../../protocol/records.ts";
import { isolate } from "../i18n/format.ts";
import { m } from "../i18n/moderation.ts";
import { momentText } from "../i18n/moment.ts";
import { fullTime } from "../i18n/time.ts";
import { labelIn, tagIn } from "../state/people.ts";
import { sayingOf } from "../state/saying.ts";
import { UserName } from "../view/avatar.tsx";
import { AskedView } from "./asked-view.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { reportsOf } from "./reports.ts";
import { useAsked } from "./use-asked.ts";
import type { ViewProps } from "./view-tabs.tsx";
import { whyNot } from "./why-not.ts";

/** Messages that somebody finds wrong, the newest first, and what can be done about each. */
export function ReportsView({ session, onLost, onLeave }: ViewProps) {
  const reports = reportsOf(session);
  const asked = useAsked(session, () => reports.refresh());
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean }>();
  const [about, setAbout] = useState<{ readonly entry: ReportEntry; readonly near: DOMRect }>();
  const list = reports.list.value ?? [];

  const act = async (done: Promise<unknown>, text: string) => {
    try {
      await done;
      setSaid({ text, isProblem: false });
    } catch (error) {
      setSaid({ text: whyNot(error), isProblem: true });
    }
    // Its button may be gone with the report.
    if (document.activeElement === document.body) onLost();
  };

  return (
    <AskedView asked={asked} nothing={list.length === 0 ? m.reports.none : undefined}>
      <p class={said?.isProblem === true ? "is-problem" : "muted"} role="status">
        {said?.text}
      </p>
      <ul class="records">
        {list.map((entry) => {
          const { report, seq, author, text, by, at, reason } = entry;
          const name = isolate(labelIn(author, session.shared.value));
          return (
            <li key={report} class="record">
              <div class="hit-head">
                <UserName user={author} tag={tagIn(author, session.shared.value)} />
                <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
                  {momentText(at)}
                </time>
              </div>
              <p class="hit-text" dir="auto">
                {sayingOf({ user: author, text })}
              </p>
              <p class="field-note">{m.reports.by(isolate(labelIn(by, session.shared.value)), quoted(reason))}</p>
              <div class="record-actions">
                <button
                  type="button"
                  class="text-button"
                  aria-label={m.reports.resolveOf(name)}
                  onClick={() => void act(reports.resolve(report), m.reports.resolved)}
                >
                  {m.reports.resolve}
                </button>
                <button
                  type="button"
                  class="text-button"
                  aria-label={m.reports.showOf(name)}
                  onClick={() => {
                    onLeave();
                    void session.reveal(seq);
                  }}
                >
                  {m.reports.show}
                </button>
                <button
                  type="button"
                  class="text-button"
                  aria-label={m.reports.removeOf(name)}
                  onClick={() => void act(session.client.delete(seq), m.reports.removed)}
                >
                  {m.reports.remove}
                </button>
                <button
                  type="button"
                  class="text-button"
                  aria-label={m.reports.authorOf(name)}
                  aria-haspopup="dialog"
                  onClick={({ currentTarget }) => setAbout({ entry, near: currentTarget.getBoundingClientRect() })}
                >
                  {m.reports.author}
                </button>
              </div>
            </li>
          );
        })}
      </ul>
      {about && (
        <PersonDialog
          session={session}
          user={about.entry.author}
          near={about.near}
          onClose={() => setAbout(undefined)}
        />
      )}
    </AskedView>
  );
}

function quoted(reason: string | undefined): string | undefined {
  return reason === undefined || reason === "" ? undefined : isolate(reason);
}
