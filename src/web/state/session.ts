import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
// Not from the index, which also has what is fetched only when somebody writes a command.
import { Room } from "../../client/room.ts";
import type { RoomClient, RoomState } from "../../client/types.ts";
import type { Message } from "../../protocol/events.ts";
import { t } from "../i18n/index.ts";
import { watchAttention } from "./attention.ts";
import { type Composing, COMPOSING_NEW, lastOwn } from "./composing.ts";
import { followHold } from "./follow-hold.ts";
import { followNotes } from "./follow-notes.ts";
import { Held } from "./held.ts";
import type { Hold } from "./hold.ts";
import { savedName, saveName, saveToken, tokenSource } from "./identity.ts";
import { fetchKept, keptOutbox } from "./kept-outbox.ts";
import { followNaming, type Naming } from "./naming.ts";
import { labelIn } from "./people.ts";
import type { Picking } from "./picking.ts";
import { followReading, type PageReading } from "./reading.ts";
import { followRoom, rememberRoom } from "./recent-rooms.ts";
import { readItem, writeItem } from "./storage.ts";
import { succeeds } from "./succeeds.ts";
import { type Block, buildTimeline } from "./timeline.ts";
import type { Tending } from "./tending.ts";
import { showToast } from "./toast.ts";

/** A room as the page shows it. */
export interface Session extends Naming {
  readonly client: RoomClient;
  readonly state: ReadonlySignal<RoomState>;
  readonly timeline: ReadonlySignal<readonly Block[]>;
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
  /** Brings a message on screen, wherever in the log it is, or tells that it cannot. */
  reveal(seq: number): Promise<void>;
  /** Brings the first message on screen that one had not read when one came. */
  revealMissed(): Promise<void>;
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
    outbox: keptOutbox(room),
    wayStore: { get: () => readItem("way"), set: (value) => writeItem("way", value) },
    ...(name === undefined ? {} : { name }),
  });
  const state = signal(client.state.value);
  const messages = computed(() => state.value.messages);
  const more = computed(() => state.value.more);
  const ownId = computed(() => state.value.you?.id);
  const reading = followReading(client, state);
  const [naming, stopNaming] = followNaming(client, state);
  const [notes, stopNotes] = followNotes(client, state);
  const [hold, stopHold] = followHold(client, state);
  const held = new Held(client);
  const composing = signal(COMPOSING_NEW);
  const picking = signal<Picking | undefined>(undefined);
  const tending = signal<Tending | undefined>(undefined);
  const revealed = signal<{ readonly seq: number } | undefined>(undefined);

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
      client.send(text, { ...answering, ...naming.mentionsIn(text) }).catch(() => undefined);
    });

  const stops = [
    client.state.subscribe((value) => (state.value = value)),
    followRoom(state),
    reading.stop,
    stopNaming,
    stopNotes,
    stopHold,
    watchAttention(
      client,
      state,
      (user) => labelIn(user, naming.shared.peek()),
      (seq) => void reveal(seq),
    ),
  ];
  // Whoever has come in can count on it that what they write is kept.
  let isOver = false;
  const connect = () => isOver || client.connect();
  fetchKept().then(connect, connect);

  return {
    client,
    state,
    timeline,
    ...naming,
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
    edit: (seq, text) => succeeds(client.edit(seq, text, naming.mentionsIn(text))),
    remove: (seq) => void succeeds(client.delete(seq)),
    react: (seq, emoji, on) => void succeeds(client.react(seq, emoji, on)),
    hasReacted: ({ reactions = [] }, emoji) => {
      const own = ownId.peek();
      return own !== undefined && reactions.some((one) => one.emoji === emoji && one.users.includes(own));
    },
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
