import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { RoomInspection } from "../../protocol/operator.ts";
import type { ReportEntry } from "../../protocol/records.ts";
import { admin } from "../i18n/admin.ts";
import { isolate } from "../i18n/format.ts";
import { fullTime } from "../i18n/time.ts";
import { roomPath } from "../state/route.ts";
import { reasonOf, reopenRoom } from "./desk.ts";
import { age, bytes, cost, number } from "./figures.ts";

interface RoomViewProps {
  readonly seen: RoomInspection;
  /** Something else is so now. @param said what is to be told of that */
  readonly onChanged: (seen: RoomInspection, said: string) => void;
  readonly onStep: (step: "close" | "remove") => void;
}

/** What there is to see of a room, and what leads to what can be done with it. */
export function RoomView({ seen, onChanged, onStep }: RoomViewProps) {
  const { entry, closed, reports } = seen;
  const [problem, setProblem] = useState<string>();
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Who comes back from a form that is gone is here now.
    if (document.activeElement === document.body) view.current?.focus();
  }, [seen]);
  const reopen = () => {
    reopenRoom(entry.room).then(
      (now) => onChanged(now, admin.room.reopened),
      (error: unknown) => setProblem(reasonOf(error)),
    );
  };
  return (
    <div ref={view} class="room-view" tabIndex={-1}>
      {closed && (
        <p class="closed-note">
          {admin.room.closedSince(fullTime(closed.at))} {closed.reason}
        </p>
      )}
      <Facts seen={seen} />
      <section>
        <h3>{admin.room.reports}</h3>
        {reports.length === 0 && <p class="muted">{admin.room.noReports}</p>}
        <ul class="reports">
          {reports.map((report) => (
            <Reported key={report.report} report={report} />
          ))}
        </ul>
      </section>
      {problem !== undefined && (
        <p class="is-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="actions">
        {!entry.direct && !closed && (
          <a class="button" href={roomPath(entry.room)} target="_blank" rel="noopener">
            {admin.room.open}
          </a>
        )}
        {closed ? (
          <button type="button" class="button primary" onClick={reopen}>
            {admin.room.reopen}
          </button>
        ) : (
          <button type="button" class="button" onClick={() => onStep("close")}>
            {admin.room.close}
          </button>
        )}
        <button type="button" class="button danger" onClick={() => onStep("remove")}>
          {admin.room.remove}
        </button>
      </div>
    </div>
  );
}

function Facts({ seen: { entry, settings, stats } }: { readonly seen: RoomInspection }) {
  const ways = [
    admin.room.visibility[settings.visibility],
    ...(settings.password ? [admin.room.password] : []),
    ...(settings.locked ? [admin.room.locked] : []),
  ];
  return (
    <dl class="room-facts">
      <Fact name={admin.room.title}>{settings.title || admin.room.none}</Fact>
      {settings.topic !== "" && <Fact name={admin.room.topic}>{settings.topic}</Fact>}
      <Fact name={admin.room.now}>{number(entry.online)}</Fact>
      <Fact name={admin.list.orders.entries}>{number(entry.entries)}</Fact>
      <Fact name={admin.totals.bytes}>{bytes(entry.bytes)}</Fact>
      <Fact name={admin.room.made}>
        <time dateTime={new Date(entry.created).toISOString()} title={fullTime(entry.created)}>
          {age(entry.created, Date.now())}
        </time>
      </Fact>
      <Fact name={admin.totals.cost}>{cost(entry.cost)}</Fact>
      <Fact name={admin.room.perDay}>{cost(stats.perDay.total)}</Fact>
      <Fact name={admin.room.entry}>{ways.join(" · ")}</Fact>
      <Fact name={admin.room.write}>{admin.room.writes[settings.write]}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

/** A message that somebody finds wrong, as it was when they did. */
function Reported({ report: { author, text, by, at, reason } }: { readonly report: ReportEntry }) {
  return (
    <li>
      <blockquote>
        <p class="report-author">
          <bdi>{author.name}</bdi>
        </p>
        <p dir="auto">{text}</p>
      </blockquote>
      <p class="muted">{admin.room.by(isolate(by.name), age(at, Date.now()))}</p>
      {reason !== undefined && reason !== "" && <p dir="auto">{reason}</p>}
    </li>
  );
}
