import { later } from "../i18n/later.ts";
import type { Session } from "../state/session.ts";
import { PinIcon } from "./action-icons.tsx";

interface RoomTopicProps {
  readonly session: Session;
  readonly onAbout: () => void;
  readonly onPins: () => void;
}

/** What the room is about, in one line, and how much is pinned. Nothing of what there is none of. */
export function RoomTopic({ session, onAbout, onPins }: RoomTopicProps) {
  const { topic } = session.state.value.settings;
  const pins = session.pins.value.length;
  return (
    <div class="room-topic">
      {topic !== "" && (
        <button
          type="button"
          class="topic"
          dir="auto"
          title={topic}
          aria-label={later.room.topic(topic)}
          onClick={onAbout}
        >
          {topic}
        </button>
      )}
      {pins > 0 && (
        <button type="button" class="header-button" aria-label={later.room.pinned(pins)} onClick={onPins}>
          <PinIcon />
          {pins}
        </button>
      )}
    </div>
  );
}

/** Tells that a message is pinned. */
export function PinMark() {
  return (
    <span class="pin-mark" role="img" aria-label={later.room.isPinned}>
      <PinIcon />
    </span>
  );
}
