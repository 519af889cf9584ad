import type { RoomState } from "../../client/types.ts";
import { isolate } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { roomTitle } from "../state/room-title.ts";
import { copyLink } from "../state/share.ts";
import { Mark, ShareIcon } from "./icons.tsx";

interface BeginningProps {
  readonly room: Pick<RoomState, "room" | "direct">;
  readonly isEmpty: boolean;
}

/** Stands above a room's first message; in an empty room it helps to begin. */
export function Beginning({ room, isEmpty }: BeginningProps) {
  const words = room.direct ? t.log.directBeginning : t.log.beginning;
  if (!isEmpty) return <p class="beginning muted">{words(isolate(roomTitle(room)))}</p>;
  return (
    <div class="empty">
      <Mark />
      <h2>{t.log.empty}</h2>
      {!room.direct && (
        <button type="button" class="button" onClick={() => void copyLink(room.room)}>
          <ShareIcon />
          {t.log.invite}
        </button>
      )}
    </div>
  );
}
