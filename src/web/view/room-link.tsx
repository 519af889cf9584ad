import { useState } from "preact/hooks";
import { MAY } from "../../protocol/permissions.ts";
import type { Settings } from "../../protocol/settings.ts";
import { charter } from "../i18n/charter.ts";
import type { Session } from "../state/session.ts";
import { isClosed, roomLink, shareRoom } from "../state/share.ts";
import { useBeginHere } from "./begin-here.ts";

interface RoomLinkProps {
  readonly session: Session;
  /** The dialog was opened for it: one begins here. */
  readonly isAsked: boolean;
}

/** The room's link, and whom it lets in. */
export function RoomLink({ session, isAsked }: RoomLinkProps) {
  const { room, you, direct, settings } = session.state.value;
  const title = useBeginHere(isAsked);
  // A confirmation of the page would be behind the dialog.
  const [note, setNote] = useState("");
  const isForFew = isClosed(settings) && !direct;
  return (
    <section aria-labelledby="link-title">
      <h3 ref={title} id="link-title" tabIndex={-1}>
        {charter.about.link}
      </h3>
      <p class="address" dir="ltr">
        {decodeURI(roomLink(room)).replace(/^https?:\/\//, "")}
      </p>
      {isForFew && (
        <p>
          {whomText(settings)}{" "}
          {you && MAY.invite(you, "member") ? charter.about.invite : charter.about.askForInvitation}
        </p>
      )}
      <div class="actions">
        <button type="button" class="button" onClick={() => void shareRoom(room, setNote)}>
          {charter.about.share}
        </button>
        <p class="muted" role="status">
          {note}
        </p>
      </div>
    </section>
  );
}

/** Whom the link lets in. */
function whomText({ locked, password }: Settings): string {
  if (locked) return charter.about.forNobodyNew;
  return password ? charter.about.forPassword : charter.about.forMembers;
}
