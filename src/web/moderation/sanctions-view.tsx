import { useState } from "preact/hooks";
import type { Sanction } from "../../protocol/records.ts";
import { isolate } from "../i18n/format.ts";
import { m } from "../i18n/moderation.ts";
import { labelIn, tagIn } from "../state/people.ts";
import { Avatar, UserName } from "../view/avatar.tsx";
import { AskedView } from "./asked-view.tsx";
import { deskOf } from "./desk.ts";
import { sanctionText } from "./until.ts";
import { useAsked } from "./use-asked.ts";
import type { ViewProps } from "./view-tabs.tsx";
import { whyNot } from "./why-not.ts";

/** Who is muted or banned, until when, by whom and why. */
export function SanctionsView({ session, onLost }: ViewProps) {
  const [list, setList] = useState<readonly Sanction[]>([]);
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean }>();
  const asked = useAsked(session, async () => setList(await deskOf(session).sanctions()));

  const lift = async (sanction: Sanction) => {
    const { kind, user } = sanction;
    const name = isolate(user.name);
    try {
      await (kind === "mute" ? deskOf(session).unmute(user.id) : deskOf(session).unban(user.id));
      setList((now) => now.filter((one) => one !== sanction));
      setSaid({ text: kind === "mute" ? m.unmuted(name) : m.unbanned(name), isProblem: false });
      onLost();
    } catch (error) {
      setSaid({ text: whyNot(error), isProblem: true });
    }
  };

  return (
    <AskedView asked={asked} nothing={list.length === 0 ? m.sanctions.none : undefined}>
      <p class={said?.isProblem === true ? "is-problem" : "muted"} role="status">
        {said?.text}
      </p>
      <ul class="records">
        {list.map((sanction) => {
          const { kind, user, by, reason } = sanction;
          const name = isolate(labelIn(user, session.shared.value));
          return (
            <li key={`${kind} ${user.id}`} class="record is-row">
              <Avatar user={user} />
              <div class="record-text">
                <UserName user={user} tag={tagIn(user, session.shared.value)} />
                <p>{sanctionText(sanction)}</p>
                <p class="field-note">
                  {m.sanction.by(isolate(by.name), reason === undefined || reason === "" ? undefined : isolate(reason))}
                </p>
                <button
                  type="button"
                  class="text-button"
                  aria-label={kind === "mute" ? m.sanctions.unmuteWho(name) : m.sanctions.unbanWho(name)}
                  onClick={() => void lift(sanction)}
                >
                  {kind === "mute" ? m.actions.unmute : m.actions.unban}
                </button>
              </div>
            </li>
          );
        })}
      </ul>
    </AskedView>
  );
}
