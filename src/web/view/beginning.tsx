import { MAY } from "../../protocol/permissions.ts";
import { isolate } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { ownerLink } from "../state/owner-link.ts";
import { roomTitle } from "../state/room-title.ts";
import type { Session } from "../state/session.ts";
import { copyLink, isClosed } from "../state/share.ts";
import { OwnerLinkCard } from "./dialogs.ts";
import { Mark, ShareIcon } from "./icons.tsx";

interface BeginningProps {
  readonly session: Session;
  readonly isEmpty: boolean;
  /** Shows the links that let people in where that of the room does not. */
  readonly onInvite: () => void;
}

/** Stands above a room's first message; in an empty room it helps to begin. */
export function Beginning({ session, isEmpty, onInvite }: BeginningProps) {
  const { room, direct, settings, you } = session.state.value;
  const words = direct ? t.log.directBeginning : t.log.beginning;
  const made = ownerLink.value?.room === room && <OwnerLinkCard link={ownerLink.value.link} />;
  if (!isEmpty) {
    return (
      <div class="beginning muted">
        <p>{words(isolate(roomTitle(session)))}</p>
        {made}
      </div>
    );
  }
  return (
    <div class="empty">
      <Mark />
      <h2>{t.log.empty}</h2>
      {!direct && !isClosed(settings) && (
        <button type="button" class="button" onClick={() => void copyLink(room)}>
          <ShareIcon />
          {t.log.invite}
        </button>
      )}
      {!direct && isClosed(settings) && you && MAY.invite(you, "member") && (
        <button type="button" class="button" onClick={onInvite}>
          {t.log.inviteAlone}
        </button>
      )}
      {made}
    </div>
  );
}
