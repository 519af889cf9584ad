import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Conversation, MentionEntry } from "../../protocol/inbox.ts";
import type { User } from "../../protocol/fields.ts";
import { isolate } from "../i18n/format.ts";
import { i } from "../i18n/inbox.ts";
import { dayName, fullTime, timeOfDay } from "../i18n/time.ts";
import { startOfDay } from "../state/day.ts";
import { inboxState, ownInbox } from "../state/inbox.ts";
import { labelIn } from "../state/people.ts";
import { titleOf } from "../state/recent-rooms.ts";
import { roomPath } from "../state/route.ts";
import { sharedNames } from "../state/shared-names.ts";
import { showToast } from "../state/toast.ts";
import { Avatar } from "./avatar.tsx";
import { CloseIcon } from "./icons.tsx";
import { reasonOf } from "./inbox-reason.ts";

/** Rows of each list that are shown at first. */
const FIRST = 3;
const NONE: ReadonlySet<string> = new Set();

/** The lobby's lists of conversations and mentions, live. Who has none sees nothing of it. */
export function InboxList() {
  useEffect(() => void ownInbox(), []);
  const { conversations = [], mentions = [] } = inboxState.value ?? {};
  const people = [...conversations, ...mentions].map(({ user }) => user);
  const shared = sharedNames(people, NONE);
  return (
    <>
      <List title={i.conversations} id="conversations" items={conversations} shared={shared} row={ConversationRow} />
      <List title={i.mentions} id="mentions" items={mentions} shared={shared} row={MentionRow} />
    </>
  );
}

interface ListProps<T> {
  readonly title: string;
  readonly id: string;
  readonly items: readonly T[];
  readonly shared: ReadonlySet<string>;
  readonly row: (props: RowProps<T>) => ComponentChildren;
}

interface RowProps<T> {
  readonly item: T;
  /** What its user is called, told from the others in the lists. */
  readonly label: string;
}

function List<T extends Conversation | MentionEntry>({ title, id, items, shared, row: Row }: ListProps<T>) {
  const [isWhole, setWhole] = useState(false);
  if (items.length === 0) return null;
  const shown = isWhole ? items : items.slice(0, FIRST);
  return (
    <section class="inbox" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {shown.map((item) => (
          <Row key={`${item.room} ${"read" in item ? item.seq : ""}`} item={item} label={labelIn(item.user, shared)} />
        ))}
      </ul>
      {shown.length < items.length && (
        <button type="button" class="text-button" onClick={() => setWhole(true)}>
          {i.all(items.length)}
        </button>
      )}
    </section>
  );
}

function ConversationRow({ item, label }: RowProps<Conversation>) {
  const { room, user, at, by, text, unread } = item;
  const hide = async () => {
    try {
      await ownInbox()?.hide(room);
      showToast(i.hidden);
    } catch (error) {
      showToast(i.failed(reasonOf(error)));
    }
  };
  const shown = text === "" ? i.withdrawn : by === user.id ? text : i.own(text);
  return (
    <li data-unread={unread > 0}>
      <Entry room={room} user={user} at={at} text={shown} unread={unread}>
        <bdi>{label}</bdi>
      </Entry>
      <button type="button" class="icon-button" aria-label={i.hide(label)} onClick={() => void hide()}>
        <CloseIcon />
      </button>
    </li>
  );
}

function MentionRow({ item, label }: RowProps<MentionEntry>) {
  const { room, seq, user, at, text, reply, read } = item;
  // Going there reads it: on this device it is seen now, and the others are told.
  const open = () =>
    void ownInbox()
      ?.read(room, seq)
      .catch(() => {});
  return (
    <li data-unread={!read}>
      <Entry room={room} user={user} at={at} text={text || i.withdrawn} unread={read ? 0 : 1} onOpen={open}>
        {(reply ? i.answered : i.said)(isolate(label), isolate(titleOf(room)))}
      </Entry>
    </li>
  );
}

interface EntryProps {
  readonly room: string;
  readonly user: User;
  readonly at: number;
  readonly text: string;
  readonly unread: number;
  readonly onOpen?: () => void;
  readonly children: ComponentChildren;
}

function Entry({ room, user, at, text, unread, onOpen, children }: EntryProps) {
  const today = startOfDay(Date.now());
  return (
    <a href={roomPath(room)} onClick={onOpen}>
      <Avatar user={user} />
      <span class="inbox-who">{children}</span>
      <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
        {startOfDay(at) === today ? timeOfDay(at) : dayName(at, today)}
      </time>
      <span class="inbox-text" dir="auto">
        {text}
      </span>
      {unread > 0 && (
        <span class="count">
          <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
          <span class="sr-only">{i.unread(unread)}</span>
        </span>
      )}
    </a>
  );
}
