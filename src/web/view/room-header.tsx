import type { RefObject } from "preact";
import { isolate } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { hasNetwork } from "../state/device.ts";
import type { Session } from "../state/session.ts";
import { labelIn } from "../state/people.ts";
import { roomTitle } from "../state/room-title.ts";
import { isClosed, shareRoom } from "../state/share.ts";
import { Avatar } from "./avatar.tsx";
import { InboxBadge, ReportsBadge, RoomTopic } from "./dialogs.ts";
import { Mark, PeopleIcon, SearchIcon, ShareIcon } from "./icons.tsx";

interface RoomHeaderProps {
  readonly session: Session;
  readonly isRosterOpen: boolean;
  /** Is given the button that shows the people. */
  readonly people: RefObject<HTMLButtonElement | null>;
  readonly onPeople: () => void;
  readonly onSearch: () => void;
  readonly onRename: () => void;
  readonly onAbout: () => void;
  readonly onPins: () => void;
  /** Shows what lets people in, where the link alone does not. */
  readonly onInvite: () => void;
}

/** The room's name and topic, who is here, what is pinned, its link, and oneself. */
export function RoomHeader(props: RoomHeaderProps) {
  const { session, isRosterOpen, people, onPeople, onSearch, onRename, onAbout, onPins, onInvite } = props;
  const { room, status, online, you, settings, direct } = session.state.value;
  const isOnline = status === "online" && hasNetwork.value;
  const label = you ? labelIn(you, session.shared.value) : "";
  const isIn = you !== undefined && status !== "refused";
  return (
    <header class="room-header">
      <a class="icon-button home" href="/">
        <Mark />
        <span class="sr-only">{t.room.home}</span>
        {you && <InboxBadge room={room} />}
      </a>
      <div class="room-heading">
        <h1 tabIndex={-1} title={room}>
          <bdi>{roomTitle(session)}</bdi>
        </h1>
        <p class="room-status" data-online={isOnline}>
          {isOnline
            ? t.room.here(online)
            : status === "connecting" || status === "idle"
              ? t.connection.connecting
              : t.connection.away}
        </p>
        {isIn && <button type="button" class="room-about" title={room} aria-label={t.room.about} onClick={onAbout} />}
      </div>
      {isIn && (settings.topic !== "" || session.pins.value.length > 0) && (
        <RoomTopic session={session} onAbout={onAbout} onPins={onPins} />
      )}
      {you && (
        <button type="button" class="header-button" aria-label={t.search.title} onClick={onSearch}>
          <SearchIcon />
          <span class="wide-only" aria-hidden="true">
            {t.search.short}
          </span>
        </button>
      )}
      {you && (
        <button
          ref={people}
          type="button"
          class="header-button"
          aria-label={t.room.showPeople(online)}
          aria-expanded={isRosterOpen}
          onClick={onPeople}
        >
          <PeopleIcon />
          <span class="wide-only" aria-hidden="true">
            {t.room.people}
          </span>
          {/* Who has no say over others has nothing to look after. */}
          {isIn && you.role !== "guest" && you.role !== "member" && <ReportsBadge session={session} />}
        </button>
      )}
      {!direct && (
        <button
          type="button"
          class="header-button share"
          aria-label={t.room.shareLink}
          // Who is not in there yet has nothing else to hand on.
          onClick={() => (isIn && isClosed(settings) ? onInvite() : void shareRoom(room))}
        >
          <ShareIcon />
          <span class="wide-only" aria-hidden="true">
            {t.room.share}
          </span>
        </button>
      )}
      {you && (
        <button type="button" class="header-button me" onClick={onRename}>
          <Avatar user={you} />
          <bdi class="wide-only" aria-hidden="true">
            {label}
          </bdi>
          <span class="sr-only">{t.room.you(isolate(label))}</span>
        </button>
      )}
    </header>
  );
}
