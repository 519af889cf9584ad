import { dayName } from "../i18n/time.ts";
import { t } from "../i18n/index.ts";
import type { Session } from "../state/session.ts";
import { tagIn } from "../state/people.ts";
import type { Block, Item } from "../state/timeline.ts";
import { NoteView } from "./dialogs.ts";
import { GroupView } from "./group.tsx";
import { memo } from "./memo.ts";

interface BlockProps {
  readonly session: Session;
  readonly block: Block;
  readonly ownId: string | undefined;
  readonly shared: ReadonlySet<string>;
  readonly today: number;
}

/** A stretch of the log. */
export const BlockView = memo<BlockProps>(({ session, block, ownId, shared, today }) => (
  <div class="block">{block.items.map((item) => itemView(item, { session, ownId, shared, today }))}</div>
));

function itemView(item: Item, { session, ownId, shared, today }: Omit<BlockProps, "block">) {
  switch (item.kind) {
    case "group":
      return <GroupView key={item.key} session={session} group={item} ownId={ownId} tag={tagIn(item.user, shared)} />;
    case "day":
      return (
        <h2 key={item.key} class="day">
          <time dateTime={dateOf(item.at)}>{dayName(item.at, today)}</time>
        </h2>
      );
    case "unread":
      return (
        <p key={item.key} class="unread">
          <span>{t.log.unread}</span>
        </p>
      );
    case "note":
      return <NoteView key={item.key} note={item.note} shared={shared} />;
  }
}

function dateOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
