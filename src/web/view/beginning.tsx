import { MAY } from "../../protocol/permissions.ts";
import { isolate } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { roomTitle } from "../state/room-title.ts";
import type { Session } from "../state/session.ts";
import { copyLink } from "../state/share.ts";
import { Mark, ShareIcon } from "./icons.tsx";

interface BeginningProps {
  readonly session: Session;
  readonly isEmpty: boolean;
  /** Shows the links that let people into a private room. */
  readonly onInvite: () => void;
}

/** Stands above a room's first message; in an empty room it helps to begin. */
export function Beginning({ session, isEmpty, onInvite }: BeginningProps) {
  const { room, direct, settings, you } = session.state.value;
  const words = direct ? t.log.directBeginning : t.log.beginning;
  if (!isEmpty) return <p class="beginning muted">{words(isolate(roomTitle(session)))}</p>;
  return (
    <div class="empty">
      <Mark />
      <h2>{t.log.empty}</h2>
      {/* Into a private one nobody comes by its link alone. */}
      {!direct && settings.visibility !== "private" && (
        <button type="button" class="button" onClick={() => void copyLink(room)}>
          <ShareIcon />
          {t.log.invite}
        </button>
      )}
      {!direct && settings.visibility === "private" && you && MAY.invite(you, "member") && (
        <button type="button" class="button" onClick={onInvite}>
          {t.log.inviteAlone}
        </button>
      )}
    </div>
  );
}
