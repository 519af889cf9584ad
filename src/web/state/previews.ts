import * as v from "valibot";
import { LinkPreview } from "../../protocol/link-preview.ts";

/** How often one link is asked about, where there were too many. */
const TRIES_MAX = 3;
/** How long it is waited then, where nothing is said about that, in ms. */
const RETRY_MS = 60_000;

/** What is new is seen by all in a room at once, and they do not ask all at once: whoever wrote it does, and the others within this time, in ms. */
const SPREAD_MS = 3_000;
/** So long after it was written a message is new, in ms. */
const NEW_MS = 10_000;

/** What was asked in this visit, by address. */
const asked = new Map<string, Promise<LinkPreview | undefined>>();
/** The first question: its answer tells whether there are previews at all. */
let first: Promise<LinkPreview | undefined> | undefined;
let isOff = false;

/** How long to wait before one asks about a link in a message, in ms. @param age of the message, in ms */
export function patience(age: number, isOwn: boolean): number {
  return isOwn || Math.abs(age) > NEW_MS ? 0 : Math.random() * SPREAD_MS;
}

/**
 * What a link leads to: asked once in a visit, for all messages that have it.
 * @param waitMs how long to wait before that
 * @returns undefined where there is nothing to show
 */
export function previewOf(href: string, waitMs: number): Promise<LinkPreview | undefined> {
  const known = asked.get(href);
  if (known) return known;
  const preview = ask(href, waitMs).catch(() => {
    // Without a network. The next message that has it asks again.
    asked.delete(href);
    first = undefined;
    return undefined;
  });
  asked.set(href, preview);
  return preview;
}

async function ask(href: string, waitMs: number): Promise<LinkPreview | undefined> {
  if (waitMs > 0) await pause(waitMs);
  if (!first) return (first = request(href));
  await first;
  return request(href);
}

async function request(href: string): Promise<LinkPreview | undefined> {
  for (let tries = 0; !isOff && tries < TRIES_MAX; tries++) {
    const response = await fetch(`/api/preview?${new URLSearchParams({ url: href })}`);
    isOff = response.headers.get("Link-Previews") === "off";
    if (response.status !== 429) return response.ok ? readAnswer(await response.json()) : undefined;
    await pause(Number(response.headers.get("Retry-After")) * 1000 || RETRY_MS);
  }
  return undefined;
}

function readAnswer(json: unknown): LinkPreview | undefined {
  const parsed = v.safeParse(LinkPreview, json);
  return parsed.success && URL.canParse(parsed.output.url) ? parsed.output : undefined;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
