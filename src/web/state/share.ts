import { t } from "../i18n/index.ts";
import { isTouch } from "./device.ts";
import { roomPath } from "./route.ts";
import { showToast } from "./toast.ts";

/** A room's whole address. */
export function roomLink(room: string): string {
  return location.origin + roomPath(room);
}

/** Hands the link on: by the system's sheet on phones, by the clipboard elsewhere. @param tell says what came of it */
export async function shareRoom(room: string, tell = showToast): Promise<void> {
  const url = roomLink(room);
  if (!isTouch.value || !("share" in navigator)) return copyLink(room, tell);
  try {
    await navigator.share({ title: room, url });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "AbortError") await copyLink(room, tell);
  }
}

/** Copies the link, or shows it where there is no clipboard: there is none on plain http. */
export async function copyLink(room: string, tell = showToast): Promise<void> {
  const url = roomLink(room);
  try {
    await navigator.clipboard.writeText(url);
    tell(t.room.copied);
  } catch {
    tell(t.room.copyFailed(url), 20_000);
  }
}
