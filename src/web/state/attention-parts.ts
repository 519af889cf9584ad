import type { Message } from "../../protocol/events.ts";
import { sayingOf } from "./saying.ts";

/** Pixels of the icon that a badge is drawn on. */
const SIZE = 64;
const UNREAD = "#2f6fed";
const MENTIONED = "#c8321f";
/** More than this does not fit. */
const COUNT_MAX = 99;
/** Code points of a message in a notification. */
const EXCERPT = 140;

/** Puts how much is unread on the page's icon, and on the app's where it is one. @param unread 0 takes it away */
export function showBadge(unread: number, mentioned: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  const plain = (link.dataset["plain"] ??= link.href);
  void setAppBadge(unread);
  // Also where there is none: one that is still being drawn is not shown then.
  link.dataset["badge"] = `${unread}/${mentioned}`;
  if (unread === 0) {
    link.href = plain;
    return;
  }
  const icon = new Image(SIZE, SIZE);
  icon.addEventListener("load", () => {
    // While it was loading something may have been read.
    if (link.dataset["badge"] === `${unread}/${mentioned}`) link.href = drawn(icon, mentioned) ?? plain;
  });
  icon.src = plain;
}

function drawn(icon: HTMLImageElement, mentioned: number): string | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.drawImage(icon, 0, 0, SIZE, SIZE);
  const radius = SIZE * (mentioned > 0 ? 0.34 : 0.22);
  context.fillStyle = mentioned > 0 ? MENTIONED : UNREAD;
  context.beginPath();
  context.arc(SIZE - radius, SIZE - radius, radius, 0, 2 * Math.PI);
  context.fill();
  if (mentioned > 0) {
    context.fillStyle = "#fff";
    context.font = `bold ${radius * 1.2}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(Math.min(mentioned, COUNT_MAX)), SIZE - radius, SIZE - radius);
  }
  return canvas.toDataURL("image/png");
}

async function setAppBadge(unread: number): Promise<void> {
  try {
    await (unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.());
  } catch {
    // Only an installed app has one.
  }
}

/** Tells of a message that mentions one. A press brings the page to the front, and the message on screen. */
export function notify(title: string, room: string, message: Message, onClick: () => void): void {
  const { seq } = message;
  try {
    const note = new Notification(title, {
      body: excerpt(sayingOf(message)),
      icon: "/icon-192.png",
      // The same message is told once, in however many tabs the room is open.
      tag: `${room} ${seq}`,
    });
    note.addEventListener("click", () => {
      window.focus();
      note.close();
      onClick();
    });
  } catch {
    // Some phones let only a service worker do that.
  }
}

function excerpt(text: string): string {
  const points = [...text];
  return points.length > EXCERPT ? `${points.slice(0, EXCERPT).join("")}…` : text;
}
