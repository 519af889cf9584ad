import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { User } from "../../protocol/fields.ts";
import { may } from "../../protocol/permissions.ts";
import { later } from "../i18n/later.ts";
import { PersonRow } from "../moderation/person-row.tsx";
import { labelIn, ownFirst } from "../state/people.ts";
import type { Session } from "../state/session.ts";
import { quietly } from "./lazy.tsx";

/** Not in one piece with this: who sees the people need not have anything to do with an inbox. */
const MessagePerson = quietly(async () => (await import("./inbox-parts.ts")).MessagePerson);

/** What leads to what moderators look at: who does not look after the room need not fetch it. */
const OpenViews = quietly(async () => (await import("../moderation/open-views.tsx")).OpenViews);

/** Who is here: oneself, then the others as they came. */
export function Roster({ session }: { readonly session: Session }) {
  const { members, online, you, direct } = session.state.value;
  const [page, setPage] = useState<MemberPage>({ list: [], more: true });
  const [hasFailed, setFailed] = useState(false);
  // A full room does not list its members by itself; they are asked for, page by page.
  const isListed = members.length > 0;
  const list = isListed ? members : page.list;
  const rest = online - list.length;
  const box = useRef<HTMLDivElement>(null);
  const toList = () => box.current?.focus();
  // Who had the focus may have left, or have nothing more that a press could show.
  const hadFocus = box.current?.contains(document.activeElement);
  useLayoutEffect(() => {
    if (hadFocus && document.activeElement === document.body) toList();
  });

  const loadMore = async () => {
    try {
      const { list: more = [], more: isMore = false } = await session.client.members(page.list.at(-1)?.id);
      session.meet(more);
      setPage({ list: [...page.list, ...more], more: isMore });
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };

  return (
    <div ref={box} class="roster" tabIndex={-1}>
      {you && may(you, "reports") && <OpenViews session={session} />}
      <ul>
        {ownFirst(list, you?.id).map((member) => (
          <li key={member.id}>
            <PersonRow session={session} user={member} onLost={toList} />
            {member.id !== you?.id && !direct && (
              <MessagePerson user={member} label={labelIn(member, session.shared.value)} />
            )}
          </li>
        ))}
      </ul>
      {rest > 0 && <p class="muted">{later.people.rest(rest)}</p>}
      {hasFailed && <p role="alert">{later.people.failed}</p>}
      {!isListed && rest > 0 && page.more && (
        <button type="button" class="button" onClick={() => void loadMore()}>
          {later.people.more}
        </button>
      )}
    </div>
  );
}

interface MemberPage {
  readonly list: readonly User[];
  readonly more: boolean;
}
