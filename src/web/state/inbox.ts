import { type ReadonlySignal, signal } from "@preact/signals";
import { Inbox, type InboxState } from "../../client/inbox.ts";
import { savedToken, saveToken } from "./identity.ts";

const state = signal<InboxState | undefined>(undefined);
let held: Inbox | undefined;

/** What is in one's inbox; undefined until it is known. */
export const inboxState: ReadonlySignal<InboxState | undefined> = state;

/** One's inbox, by the one connection that the page has to it. Who has no token yet is nobody, and has none. */
export function ownInbox(): Inbox | undefined {
  if (held || savedToken() === undefined) return held;
  // Asked for each time: one may be somebody else by then.
  const inbox = new Inbox({ url: location.origin, token: savedToken, onToken: saveToken });
  held = inbox;
  inbox.state.subscribe((now) => {
    if (now.you) state.value = now;
  });
  inbox.connect();
  return inbox;
}
