import { t } from "../i18n/index.ts";
import { timeOfDay } from "../i18n/time.ts";
import type { Group } from "../state/timeline.ts";
import { Avatar, UserName } from "./avatar.tsx";
import { memo } from "./memo.ts";
import { MessageText, Stamp } from "./message-text.tsx";

interface GroupProps {
  readonly group: Group;
  readonly isOwn: boolean;
  /** Tells the user from another of the same name; empty where there is none. */
  readonly tag: string;
}

/** Messages of one person that stand together, under one name and time. */
export const GroupView = memo<GroupProps>(({ group, isOwn, tag }) => {
  const { user, messages, hasHead } = group;
  const first = messages[0]!;
  return (
    <div class={`group${isOwn ? " is-own" : ""}${hasHead ? "" : " goes-on"}`}>
      {hasHead && !isOwn && <Avatar user={user} />}
      {hasHead && (
        <div class="group-head">
          {isOwn ? <span class="sr-only">{t.log.youWrote}</span> : <UserName user={user} tag={tag} />}
          {isOwn && tag !== "" && <span class="user-tag">{tag}</span>}{" "}
          <time dateTime={new Date(first.at).toISOString()}>{timeOfDay(first.at)}</time>
        </div>
      )}
      <ul class="messages">
        {messages.map((message, index) => (
          <li key={message.seq} class="message" data-message data-seq={message.seq} tabIndex={-1}>
            {/* Each line is read out by itself when it comes; the head is read out with the first. */}
            {(index > 0 || !hasHead) && <span class="sr-only">{t.log.says(isOwn ? t.log.youWrote : user.name)} </span>}
            <MessageText text={message.text} />
            {(index > 0 || !hasHead) && <Stamp at={message.at} />}
          </li>
        ))}
      </ul>
    </div>
  );
});
