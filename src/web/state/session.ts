import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { Room } from "../../client/index.ts";
import type { RoomClient, RoomState } from "../../client/types.ts";
import { isVisible } from "./device.ts";
import { savedName, saveName, saveToken, tokenSource } from "./identity.ts";
import { addPresence, type Note, type PresenceEvent } from "./notes.ts";
import { sharedNames } from "./people.ts";
import { rememberRoom } from "./recent-rooms.ts";
import { readItem, writeItem } from "./storage.ts";
import { tabOutbox } from "./tab-outbox.ts";
import { type Block, buildTimeline } from "./timeline.ts";
import { countUnread } from "./unread.ts";

/** A room as the page shows it. */
export interface Session {
  readonly client: RoomClient;
  readonly state: ReadonlySignal<RoomState>;
  readonly timeline: ReadonlySignal<readonly Block[]>;
  /** Names that more than one user goes by, as keys. */
  readonly shared: ReadonlySignal<ReadonlySet<string>>;
  /** Messages of others since the end of the log was last on screen. */
  readonly unread: ReadonlySignal<number>;
  /** Whether the end of the log is on screen. The log's view says so. */
  setAtEnd(atEnd: boolean): void;
  send(text: string): void;
  rename(name: string): Promise<void>;
  close(): void;
}

/** Joins a room and keeps what the page shows of it. @param room its normalised name. */
export function openSession(room: string): Session {
  const name = savedName();
  const client = new Room({
    url: location.origin,
    room,
    token: tokenSource(),
    onToken: saveToken,
    outbox: tabOutbox(room),
    wayStore: { get: () => readItem("way"), set: (value) => writeItem("way", value) },
    ...(name === undefined ? {} : { name }),
  });
  const state = signal(client.state.value);
  const notes = signal<readonly Note[]>([]);
  const atEnd = signal(true);
  const seen = signal(0);
  const unreadAfter = signal<number | undefined>(undefined);
  let hasJoined = false;

  const messages = computed(() => state.value.messages);
  const members = computed(() => state.value.members);
  const ownId = computed(() => state.value.you?.id);
  const head = computed(() => messages.value.at(-1)?.seq ?? 0);

  let blocks: readonly Block[] = [];
  const timeline = computed(() => {
    const input = { messages: messages.value, notes: notes.value, unreadAfter: unreadAfter.value, ownId: ownId.value };
    return (blocks = buildTimeline(input, blocks));
  });

  let names: ReadonlySet<string> = new Set();
  const shared = computed(() => {
    const users = [...messages.value.map((message) => message.user), ...members.value];
    return (names = sharedNames(users, names));
  });

  const addNote = (event: PresenceEvent) => {
    if (event.user.id !== ownId.value) notes.value = addPresence(notes.value, event, head.value);
  };
  const stops = [
    client.state.subscribe((value) => (state.value = value)),
    client.on("join", addNote),
    client.on("leave", addNote),
    client.on("rename", addNote),
    client.on("welcome", (event) => {
      rememberRoom(event.room);
      // What was said before one came is not unread, nor is it after the log was wiped.
      if (!hasJoined || event.head < seen.peek()) seen.value = event.head;
      if (!hasJoined && !isVisible.peek()) unreadAfter.value = event.head;
      hasJoined = true;
    }),
    effect(() => {
      if (atEnd.value && isVisible.value) seen.value = head.value;
    }),
    effect(() => {
      if (!isVisible.value) unreadAfter.value = head.peek();
    }),
  ];
  client.connect();

  return {
    client,
    state,
    timeline,
    shared,
    unread: computed(() => countUnread(messages.value, seen.value, ownId.value)),
    setAtEnd: (value) => (atEnd.value = value),
    send: (text) =>
      batch(() => {
        unreadAfter.value = undefined;
        // Whoever writes before the first connection must find their message again.
        rememberRoom(room);
        // What becomes of it is shown with the message itself.
        client.send(text).catch(() => undefined);
      }),
    rename: async (name) => {
      const you = await client.rename(name);
      saveName(you.name);
    },
    close: () => {
      for (const stop of stops) stop();
      client.close();
    },
  };
}
