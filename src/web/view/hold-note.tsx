import { useEffect, useState } from "preact/hooks";
import { d } from "../i18n/door.ts";
import { momentText } from "../i18n/moment.ts";
import type { Hold } from "../state/hold.ts";
import "./door-styles.ts";

/** Says why one may not write here, or not yet. */
export function HoldNote({ hold }: { readonly hold: Hold }) {
  if (hold.kind === "slow") return <SlowNote key={hold.until} until={hold.until} />;
  return (
    <div class="hold" role="status">
      <p>{textOf(hold)}</p>
      {hold.kind === "muted" && hold.reason && <p dir="auto">{d.reason(hold.reason)}</p>}
    </div>
  );
}

function textOf(hold: Exclude<Hold, { kind: "slow" }>): string {
  if (hold.kind === "read-only") return hold.write === "members" ? d.readOnlyMembers : d.readOnly;
  return hold.until === undefined ? d.muted : d.mutedUntil(momentText(hold.until));
}

/** The seconds left are for the eye: read out, they would talk over everything. */
function SlowNote({ until }: { readonly until: number }) {
  const left = () => Math.max(1, Math.ceil((until - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 250);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="composer-note slow">
      <span class="sr-only" role="status">
        {d.slowSaid}
      </span>
      <span aria-hidden="true">{d.slow(leftText(seconds))}</span>
    </p>
  );
}

/** Short waits in words, long ones as a clock has them. */
function leftText(seconds: number): string {
  if (seconds < 60) return d.seconds(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
