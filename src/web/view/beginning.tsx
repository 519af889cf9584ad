import { isolate } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { copyLink } from "../state/share.ts";
import { Mark, ShareIcon } from "./icons.tsx";

/** Stands above a room's first message; in an empty room it helps to begin. */
export function Beginning({ room, isEmpty }: { readonly room: string; readonly isEmpty: boolean }) {
  if (!isEmpty) return <p class="beginning muted">{t.log.beginning(isolate(room))}</p>;
  return (
    <div class="empty">
      <Mark />
      <h2>{t.log.empty}</h2>
      <button type="button" class="button" onClick={() => void copyLink(room)}>
        <ShareIcon />
        {t.log.invite}
      </button>
    </div>
  );
}
