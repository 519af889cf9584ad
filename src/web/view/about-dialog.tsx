import { useState } from "preact/hooks";
import { MAY } from "../../protocol/permissions.ts";
import { SETTING_NAMES } from "../../protocol/settings.ts";
import { charter } from "../i18n/charter.ts";
import type { Session } from "../state/session.ts";
import { DeleteRoomDialog } from "./delete-room-dialog.tsx";
import { Dialog } from "./dialog.tsx";
import { Invitations } from "./invitations.tsx";
import { RoomFacts } from "./room-facts.tsx";
import { RoomLink } from "./room-link.tsx";
import { RoomSettings } from "./room-settings.tsx";
import "./about-styles.ts";

interface AboutDialogProps {
  readonly session: Session;
  /** It was asked for to invite somebody. */
  readonly isInviting?: boolean;
  readonly onClose: () => void;
}

/** The same, at the links that let people in; for who may make none, at what is to be said of the one there is. */
export function InviteDialog(props: AboutDialogProps) {
  return <AboutDialog {...props} isInviting />;
}

/** What the room is, for whoever is in it; who may change something of it does so here. */
export function AboutDialog({ session, isInviting = false, onClose }: AboutDialogProps) {
  const { room, you, settings, direct } = session.state.value;
  const [isDeleting, setDeleting] = useState(false);
  if (!you) return null;
  const own = SETTING_NAMES.filter((name) => MAY.configure(you, { [name]: settings[name] }));
  const isOwner = MAY.own(you);
  const mayInvite = MAY.invite(you, "member") && !direct;
  const path = `/api/rooms/${encodeURIComponent(room)}/export`;
  return (
    <Dialog title={charter.about.title} shape="sheet" onClose={onClose}>
      <div class="about">
        {own.length > 0 && <p class="muted">{isOwner ? charter.about.owner : charter.about.moderator}</p>}
        <RoomLink session={session} isAsked={isInviting && !mayInvite} />
        {own.length < SETTING_NAMES.length && <RoomFacts settings={settings} without={own} />}
        {own.length > 0 && <RoomSettings session={session} settings={settings} own={own} />}
        {mayInvite && <Invitations session={session} you={you} isAsked={isInviting} />}
        <section aria-labelledby="export-title">
          <h3 id="export-title">{charter.about.export}</h3>
          <p class="field-note">{charter.about.exportHint}</p>
          <div class="actions">
            <a class="button" href={`${path}?format=html`} download>
              {charter.about.asPage}
            </a>
            <a class="button" href={`${path}?format=ndjson`} download>
              {charter.about.asData}
            </a>
          </div>
        </section>
        {isOwner && (
          <button type="button" class="button danger" onClick={() => setDeleting(true)}>
            {charter.delete.open}
          </button>
        )}
      </div>
      {isDeleting && <DeleteRoomDialog session={session} onClose={() => setDeleting(false)} />}
    </Dialog>
  );
}
