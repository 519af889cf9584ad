import { actionOf } from "../../protocol/action.ts";
import { t } from "../i18n/index.ts";
import { timeOfDay } from "../i18n/time.ts";
import type { Session } from "../state/session.ts";
import type { Group } from "../state/timeline.ts";
import { Avatar, UserName } from "./avatar.tsx";
import { RoleBadge } from "./dialogs.ts";
import { memo } from "./memo.ts";
import { MessageView } from "./message.tsx";

/** What names somebody in the log. */
const NAMED = ".avatar, .user-name";

interface GroupProps {
  readonly session: Session;
  readonly group: Group;
  readonly ownId: string | undefined;
  /** Tells the user from another of the same name; empty where there is none. */
  readonly tag: string;
}

/** Messages of one person that stand together, under one name and time. */
export const GroupView = memo<GroupProps>(({ session, group, ownId, tag }) => {
  const { user, messages } = group;
  const first = messages[0]!;
  // Each action names who does it.
  const hasHead = group.hasHead && !actionOf(first.text);
  const isOwn = user.id === ownId;
  const role = session.staff.value.get(user.id);
  return (
    <div
      class={`group${isOwn ? " is-own" : ""}${group.hasHead ? "" : " goes-on"}`}
      // A short way for a pointer: what can be done with a message has it, too.
      onClick={(event) => {
        const near = (event.target as Element).closest(NAMED)?.getBoundingClientRect();
        if (near) session.tend({ kind: "person", user, near });
      }}
    >
      {hasHead && !isOwn && <Avatar user={user} />}
      {hasHead && (
        <div class="group-head">
          {isOwn ? <span class="sr-only">{t.log.youWrote}</span> : <UserName user={user} tag={tag} />}
          {isOwn && tag !== "" && <span class="user-tag">{tag}</span>}
          {role && <RoleBadge role={role} />}{" "}
          <time dateTime={new Date(first.at).toISOString()}>{timeOfDay(first.at)}</time>
        </div>
      )}
      <ul class="messages">
        {messages.map((message, index) => (
          <MessageView
            key={message.seq}
            session={session}
            message={message}
            ownId={ownId}
            isFirst={index === 0 && hasHead}
            tag={tag}
          />
        ))}
      </ul>
    </div>
  );
});
