import type { EventOf } from "../../protocol/events.ts";
import { later } from "../i18n/later.ts";
import { timeOfDay } from "../i18n/time.ts";
import { fetchStyles } from "./fetch-styles.ts";
import { focusComposer } from "./focus.ts";
import { CloseIcon } from "./icons.tsx";

await fetchStyles("notice");

interface NoticeBarProps {
  readonly notice: EventOf<"notice">;
  readonly onClose: () => void;
}

/** What the operator tells everybody who is in a room, until one has read it. */
export function NoticeBar({ notice: { text, at }, onClose }: NoticeBarProps) {
  const dismiss = () => {
    focusComposer();
    onClose();
  };
  return (
    <div class="notice-bar">
      {/* Another one is read out in its place. */}
      <div key={at} role="alert">
        <p class="notice-by">
          {later.room.notice}, {timeOfDay(at)}
        </p>
        <p>
          <bdi>{text}</bdi>
        </p>
      </div>
      <button type="button" class="icon-button" aria-label={later.room.dismissNotice} onClick={dismiss}>
        <CloseIcon />
      </button>
    </div>
  );
}
