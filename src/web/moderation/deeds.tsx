import { isolate } from "../i18n/format.ts";
import { later } from "../i18n/later.ts";
import type { Deed } from "../state/notes.ts";
import { labelIn } from "../state/people.ts";

interface DeedsProps {
  readonly deeds: readonly Deed[];
  readonly shared: ReadonlySet<string>;
}

/** What was done to people, a line each. */
export function Deeds({ deeds, shared }: DeedsProps) {
  return (
    <>
      {deeds.map((deed) => (
        <p key={deed.seq}>{lineOf(deed, shared)}</p>
      ))}
    </>
  );
}

function lineOf(deed: Deed, shared: ReadonlySet<string>): string {
  const who = isolate(labelIn(deed.user, shared));
  const whom = isolate(labelIn(deed.whom, shared));
  if (deed.type === "purge") return later.deeds.purge(who, whom);
  return deed.user.id === deed.whom.id ? later.deeds.self[deed.role](who) : later.deeds.role[deed.role](who, whom);
}
