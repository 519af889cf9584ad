import { useEffect } from "preact/hooks";
import { unreadIn } from "../../client/inbox-state.ts";
import { i } from "../i18n/inbox.ts";
import { inboxState, ownInbox } from "../state/inbox.ts";

/** How much is unread outside this room, on what leads to the lobby, where it is. @param room whose page this is */
export function InboxBadge({ room }: { readonly room: string }) {
  useEffect(() => void ownInbox(), []);
  const { conversations = [], mentions = [] } = inboxState.value ?? {};
  const isElsewhere = (entry: { readonly room: string }) => entry.room !== room;
  const count = unreadIn({
    conversations: conversations.filter(isElsewhere),
    mentions: mentions.filter(isElsewhere),
  });
  if (count === 0) return null;
  return (
    <>
      <span class="elsewhere" aria-hidden="true">
        {count > 9 ? "9+" : count}
      </span>
      <span class="sr-only"> {i.elsewhere(count)}</span>
    </>
  );
}
