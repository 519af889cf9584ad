import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
// Not from the index, which also has what is fetched only when somebody writes a command.
import { Room } from "../../client/room.ts";
import type { RoomClient, RoomState } from "../../client/types.ts";
import type { Message } from "../../protocol/events.ts";
import type { User } from "../../protocol/fields.ts";
import type { NameIndex } from "../../protocol/people.ts";
import { t } from "../i18n/index.ts";
import { watchAttention } from "./attention.ts";
import { type Composing, COMPOSING_NEW, lastOwn } from "./composing.ts";
import { Held } from "./held.ts";
import { type Hold, mayBeHeld } from "./hold.ts";
import { savedName, saveName, saveToken, tokenSource } from "./identity.ts";
import { fetchKept, keptOutbox } from "./kept-outbox.ts";
import { mentionsIn, namesMentioned } from "./mentioning.ts";
import type { Deed, Note, PresenceEvent } from "./notes.ts";
import { labelIn } from "./people.ts";
import type { Picking } from "./picking.ts";
import { followReading, type PageReading } from "./reading.ts";
import { rememberRoom } from "./recent-rooms.ts";
import { readItem, writeItem } from "./storage.ts";
import { type Block, buildTimeline } from "./timeline.ts";
import type { Tending } from "./tending.ts";
import { showToast } from "./toast.ts";

/** A room as the page shows it. */
export interface Session {
  readonly client: RoomClient;
  readonly state: ReadonlySignal<RoomState>;
  readonly timeline: ReadonlySignal<readonly Block[]>;
  /** Names that could be taken for somebody else's [N1]. */
  readonly shared: ReadonlySignal<ReadonlySet<string>>;
  /** Messages of others that one has not read, on whatever device. */
  readonly unread: ReadonlySignal<number>;
  /** `seq` of the messages that are pinned. */
  readonly pins: ReadonlySignal<readonly number[]>;
  /** Who leads the room, by id. */
  readonly staff: ReadonlySignal<RoomState["staff"]>;
  /** What is being written. */
  readonly composing: ReadonlySignal<Composing>;
  /** A message that is to be brought on screen. */
  readonly revealed: ReadonlySignal<{ readonly seq: number } | undefined>;
  /** What an emoji is being chosen for. */
  readonly picking: ReadonlySignal<Picking | undefined>;
  /** Why one may not write, or not yet. */
  readonly hold: ReadonlySignal<Hold | undefined>;
  /** Whom, or what, one is seeing to. */
  readonly tending: ReadonlySignal<Tending | undefined>;
  readonly held: Held;
  readonly reading: PageReading;
  /** Where only what answers one message is shown: the `seq` of that. */
  readonly thread?: number;
  compose(composing: Composing): void;
  pick(picking: Picking | undefined): void;
  tend(tending: Tending | undefined): void;
  /** Sends what was composed. */
  send(text: string): void;
  /** Sends a message. @param replyTo the `seq` of the one that it answers */
  say(text: string, replyTo?: number): void;
  /** The last message of one's own, where that can be changed. */
  lastOwn(): Message | undefined;
  /** Changes a message. @returns whether it is changed; else it is told why not */
  edit(seq: number, text: string): Promise<boolean>;
  /** Takes a message back, somebody else's too, or tells why not. */
  remove(seq: number): void;
  /** Puts an emoji on a message or takes it away, or tells why not. */
  react(seq: number, emoji: string, on: boolean): void;
  hasReacted(message: Message, emoji: string): boolean;
  /** These are shown, too: their names could be taken for others'. */
  meet(users: readonly User[]): void;
  /** What a user is called, told from others, where that is known here. */
  nameOf(id: string): string | undefined;
  /** What those are called whom a message mentions. */
  namesIn(message: Pick<Message, "mentions">): NameIndex;
  /** Brings a message on screen, wherever in the log it is, or tells that it cannot. */
  reveal(seq: number): Promise<void>;
  /** Brings the first message on screen that one had not read when one came. */
  revealMissed(): Promise<void>;
  rename(name: string): Promise<void>;
  close(): void;
}

/** @returns whether something was done; else it is told why not */
export async function succeeds(
  done: Promise<unknown>,
  reasonOf: (error: unknown) => string | Promise<string> = reasonText,
): Promise<boolean> {
  try {
    await done;
    return true;
  } catch (error) {
    showToast(t.message.failed(await reasonOf(error)));
    return false;
  }
}

/** What problems are called is fetched with the first of them. */
async function reasonText(error: unknown): Promise<string> {
  try {
    return (await import("./problems.ts")).reasonText(error);
  } catch {
    return t.message.offline;
  }
}

/** Follows what keeps one from writing, by what is fetched where there may be something. @returns what ends it */
function followHold(client: Room, state: ReadonlySignal<RoomState>, hold: Signal<Hold | undefined>): () => void {
  const isHeld = computed(() => mayBeHeld(state.value));
  return effect(() => {
    if (!isHeld.value) return undefined;
    let stop: (() => void) | undefined;
    let isOver = false;
    // Where it cannot be fetched, the server's refusal says the same.
    import("./watch-hold.ts").then(
      (part) => isOver || (stop = part.watchHold(client, state, hold)),
      () => {},
    );
    return () => {
      isOver = true;
      stop?.();
    };
  });
}

/** Joins a room and keeps what the page shows of it. @param room its normalised name. */
export function openSession(room: string): Session {
  const name = savedName();
  const client = new Room({
    url: location.origin,
    room,
    token: tokenSource(),
    onToken: saveToken,
    outbox: keptOutbox(room),
    wayStore: { get: () => readItem("way"), set: (value) => writeItem("way", value) },
    ...(name === undefined ? {} : { name }),
  });
  const state = signal(client.state.value);
  const notes = signal<readonly Note[]>([]);

  const messages = computed(() => state.value.messages);
  const more = computed(() => state.value.more);
  const members = computed(() => state.value.members);
  const ownId = computed(() => state.value.you?.id);
  const head = computed(() => messages.value.at(-1)?.seq ?? 0);
  const reading = followReading(client, state);
  const composing = signal(COMPOSING_NEW);
  const picking = signal<Picking | undefined>(undefined);
  const tending = signal<Tending | undefined>(undefined);
  const revealed = signal<{ readonly seq: number } | undefined>(undefined);
  const held = new Held(client);
  const met = signal<readonly User[]>([]);
  const direct = computed(() => state.value.direct);
  const people = computed(() => [
    ...met.value,
    ...(direct.value ? [direct.value] : []),
    ...messages.value.map((message) => message.user),
    ...members.value,
  ]);
  const hold = signal<Hold | undefined>(undefined);
  const names = computed(() => new Map(people.value.map((user) => [user.id, user.name])));
  const known = () => [...names.peek()].map(([id, name]) => ({ id, name }));
  const reveal = async (seq: number): Promise<void> => {
    const isHeld = await held.load(seq).catch(() => false);
    if (isHeld) revealed.value = { seq };
    else showToast(t.message.gone);
  };

  const say = (text: string, replyTo?: number): void =>
    batch(() => {
      reading.wrote();
      // Whoever writes before the first connection must find their message again.
      rememberRoom(room);
      // What becomes of it is shown with the message itself.
      const answering = replyTo === undefined ? {} : { replyTo };
      client.send(text, { ...answering, ...mentionsIn(text, known) }).catch(() => undefined);
    });

  let blocks: readonly Block[] = [];
  const timeline = computed(() => {
    const input = {
      messages: messages.value,
      more: more.value,
      notes: notes.value,
      unreadAfter: reading.unreadAfter.value,
      ownId: ownId.value,
    };
    return (blocks = buildTimeline(input, blocks));
  });

  // Fetched when one is in: nobody is told from others before.
  const naming = signal<typeof import("./shared-names.ts") | undefined>(undefined);
  let twice: ReadonlySet<string> = new Set();
  const shared = computed(() => {
    return (twice = naming.value?.sharedNames(people.value, twice) ?? twice);
  });

  const addNote = async (event: PresenceEvent | Deed, after: number): Promise<void> => {
    const { addToNotes } = await import("./notes.ts");
    notes.value = addToNotes(notes.peek(), event, after);
  };
  let noted: Promise<unknown> = Promise.resolve();
  const note = (event: PresenceEvent | Deed) => {
    const isPresence = event.type === "join" || event.type === "leave" || event.type === "rename";
    if (isPresence && event.user.id === ownId.peek()) return;
    const after = head.peek();
    // One after the other, as it was told: what is fetched by many at once comes to them in any order. Where it cannot be
    // fetched, nothing is told.
    noted = noted.then(() => addNote(event, after)).catch(() => {});
  };
  const stops = [
    client.state.subscribe((value) => (state.value = value)),
    client.on("join", note),
    client.on("leave", note),
    client.on("rename", note),
    client.on("role", note),
    client.on("purge", note),
    client.on("welcome", (event) => {
      rememberRoom(event.room);
      import("./shared-names.ts").then(
        (part) => (naming.value = part),
        () => undefined,
      );
    }),
    reading.stop,
    watchAttention(
      client,
      state,
      (user) => labelIn(user, shared.peek()),
      (seq) => void reveal(seq),
    ),
    followHold(client, state, hold),
  ];
  // Whoever has come in can count on it that what they write is kept.
  let isOver = false;
  const connect = () => isOver || client.connect();
  fetchKept().then(connect, connect);

  return {
    client,
    state,
    timeline,
    shared,
    unread: computed(() => state.value.unread),
    pins: computed(() => state.value.pins),
    staff: computed(() => state.value.staff),
    reading,
    composing,
    picking,
    tending,
    revealed,
    hold,
    held,
    compose: (value) => (composing.value = value),
    pick: (value) => (picking.value = value),
    tend: (value) => (tending.value = value),
    send: (text) =>
      batch(() => {
        const { value } = composing;
        composing.value = COMPOSING_NEW;
        say(text, value.kind === "reply" ? value.to.seq : undefined);
      }),
    say,
    lastOwn: () => {
      // What is still on its way cannot be changed yet, and the one before is not the one that is meant.
      const { outgoing, you } = state.peek();
      return outgoing.length === 0 ? lastOwn(messages.peek(), you?.id) : undefined;
    },
    edit: (seq, text) => succeeds(client.edit(seq, text, mentionsIn(text, known))),
    remove: (seq) => void succeeds(client.delete(seq)),
    react: (seq, emoji, on) => void succeeds(client.react(seq, emoji, on)),
    hasReacted: ({ reactions = [] }, emoji) => {
      const own = ownId.peek();
      return own !== undefined && reactions.some((one) => one.emoji === emoji && one.users.includes(own));
    },
    meet: (users) => (met.value = [...met.value, ...users]),
    nameOf: (id) => {
      const name = names.value.get(id);
      return name === undefined ? undefined : labelIn({ id, name }, shared.value);
    },
    namesIn: ({ mentions = [] }) => namesMentioned(mentions, people.peek()),
    reveal,
    revealMissed: async () => {
      const after = reading.missed.peek()?.after;
      reading.dismiss();
      if (after === undefined) return;
      await held.loadAfter(after).catch(() => undefined);
      const first = messages.peek().find(({ seq, user }) => seq > after && user.id !== ownId.peek());
      if (first) revealed.value = { seq: first.seq };
    },
    rename: async (name) => {
      const you = await client.rename(name);
      saveName(you.name);
    },
    close: () => {
      isOver = true;
      for (const stop of stops) stop();
      client.close();
    },
  };
}
