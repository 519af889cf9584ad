import type { Settings } from "../../protocol/settings.ts";
import { t } from "../i18n/index.ts";
import { isTouch } from "./device.ts";
import { roomPath } from "./route.ts";
import { showToast } from "./toast.ts";

/** A room's whole address. */
export function roomLink(room: string): string {
  return location.origin + roomPath(room);
}

/** Whether a room's link alone lets nobody in: others have to be invited. */
export function isClosed({ visibility, locked }: Pick<Settings, "visibility" | "locked">): boolean {
  return visibility === "private" || locked;
}

/** Hands the link on: by the system's sheet on phones, by the clipboard elsewhere. @param tell says what came of it */
export async function shareRoom(room: string, tell = showToast): Promise<void> {
  const url = roomLink(room);
  if (!isTouch.value || !("share" in navigator)) return copyLink(room, tell);
  await shareOr({ title: room, url }, () => copyLink(room, tell));
}

/** Hands something on by the system's sheet. @param copy does it where there is none: not where one went back */
export async function shareOr(data: ShareData, copy: () => Promise<void>): Promise<void> {
  try {
    await navigator.share(data);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "AbortError") await copy();
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
