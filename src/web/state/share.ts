import { t } from "../i18n/index.ts";
import { isTouch } from "./device.ts";
import { roomPath } from "./route.ts";
import { showToast } from "./toast.ts";

/** A room's whole address. */
function roomLink(room: string): string {
  return location.origin + roomPath(room);
}

/** Hands the link on: by the system's sheet on phones, by the clipboard elsewhere. */
export async function shareRoom(room: string): Promise<void> {
  const url = roomLink(room);
  if (!isTouch.value || !("share" in navigator)) return copyLink(room);
  try {
    await navigator.share({ title: room, url });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "AbortError") await copyLink(room);
  }
}

/** Copies the link, or shows it where there is no clipboard: there is none on plain http. */
export async function copyLink(room: string): Promise<void> {
  const url = roomLink(room);
  try {
    await navigator.clipboard.writeText(url);
    showToast(t.room.copied);
  } catch {
    showToast(t.room.copyFailed(url), 20_000);
  }
}
