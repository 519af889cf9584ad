import type {
  Direct,
  DirectoryPage,
  ErrorAnswer,
  Glimpse,
  Challenge,
  Health,
  HistoryPage,
  InboxContents,
  LinkPreview,
  PollAnswer,
  RoomDescription,
  RoomEntered,
  RoomMade,
  RoomStats,
  Session,
  Carried,
} from "../protocol/answers.ts";
import { messageQuota } from "../variables.ts";
import type { LastNotice, RoomEntry, RoomInspection, RoomList } from "../protocol/operator.ts";
import type { Ack, Message, ServerEvent } from "../protocol/events.ts";
import { DEFAULT_SETTINGS } from "../protocol/settings.ts";
import type { You } from "../protocol/fields.ts";
import {
  FRAME_MAX_BYTES,
  FRAME_MAX_COMMANDS,
  HEARTBEAT_MS,
  NAME_MAX_GRAPHEMES,
  TEXT_MAX_CODE_POINTS,
} from "../protocol/limits.ts";
import { EXPORT_VERSION, type ExportEnd, type ExportHeader } from "../protocol/transfer.ts";
import { textLines } from "../protocol/text-lines.ts";
import { statsOf } from "../room/stats.ts";
import { STREAM_FORMATS } from "../streams/formats.ts";

/** What answers look like: one evening in one room, told by every way in. Typed by the schemas, and a test parses them. */

/** The room of all examples. */
export const ROOM = "lobby";

const EPOCH = "k3v9x2";
const ANN: You = { id: "g_5d0c8a1f4be24c6f9a7e", name: "Ann", role: "guest" };
const BO = { id: "g_91b7e3d2c05f4a88b1d6", name: "Bo" };
const TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJnXzVkMGMifQ.q1fXc0k";

const first: Message = {
  type: "message",
  seq: 41,
  id: "3f2c6a52-8a0e-4c55-9d1c-0b7a2f3e9c11",
  user: BO,
  text: "Lunch at twelve?",
  at: 1_795_176_000_000,
};
export const message: Message = {
  type: "message",
  seq: 42,
  id: "a1",
  user: { id: ANN.id, name: ANN.name },
  text: "See you there.",
  at: 1_795_176_041_250,
  replyTo: 41,
};

/** A command's answer. */
export const ack: Ack = {
  type: "ack",
  id: "6a1c0d3e-2b7f-4f0a-9c58-d1e2f3a4b5c6",
  seq: message.seq + 1,
  at: message.at + 9_000,
};

const place = { room: ROOM, epoch: EPOCH, first: 1, head: message.seq };

export const challenge: Challenge = { asks: [] };
export const health: Health = { ok: true };
export const session: Session = { you: ANN, expires: 1_802_952_000_000, token: TOKEN };
export const carried: Carried = {
  code: `${ANN.id}.9c1f0be27d5a4438b6e2f0a71c3d5e8f`,
  expires: 1_795_176_600_000,
};
const kept = { settings: { ...DEFAULT_SETTINGS, topic: "What is for lunch" }, pins: [first.seq] };
export const description: RoomDescription = { ...place, ...kept, online: 2 };
export const made: RoomMade = {
  ...description,
  head: 0,
  pins: [],
  online: 0,
  you: { ...ANN, role: "owner" },
  token: TOKEN,
  ownerLink: `https://chat.example.com/r/${ROOM}#invite=Qm9uam91ciBsZSBtb25kZQ`,
};
export const entered: RoomEntered = { ...description, you: { ...ANN, role: "member" }, token: TOKEN };
export const page: HistoryPage = { epoch: EPOCH, first: 1, head: 42, messages: [first, message], more: true };
export const preview: LinkPreview = {
  url: "https://example.com/",
  title: "Example Domain",
  description: "This domain is for use in documentation examples without needing permission.",
};
export const glimpse: Glimpse = {
  ...place,
  recovered: true,
  more: false,
  ...kept,
  events: [message],
  members: { online: 2 },
};

const welcome = {
  type: "welcome",
  version: 1,
  ...place,
  you: ANN,
  token: TOKEN,
  recovered: false,
  more: true,
  ...kept,
  members: { online: 2, list: [{ id: ANN.id, name: ANN.name }, BO] },
  limits: {
    text: TEXT_MAX_CODE_POINTS,
    name: NAME_MAX_GRAPHEMES,
    frame: FRAME_MAX_BYTES,
    commands: FRAME_MAX_COMMANDS,
    ...messageQuota({}),
  },
  heartbeat: HEARTBEAT_MS,
  events: [first, message],
} satisfies ServerEvent;
const leave = { type: "leave", user: BO, online: 1 } as const;

const { type: _, ...welcomed } = welcome;
export const poll: PollAnswer = { ...welcomed, recovered: true, more: false, events: [message, leave] };

const MADE = 1_795_089_600_000;
const HALF_A_DAY_MS = 12 * 60 * 60 * 1000;

export const stats: RoomStats = statsOf(
  ROOM,
  MADE,
  {
    wakes: 12,
    requests: 240,
    framesIn: 64,
    bytesIn: 5_120,
    framesOut: 480,
    bytesOut: 96_300,
    rowsRead: 900,
    rowsWritten: 42,
    waitedMs: 310,
  },
  MADE + HALF_A_DAY_MS,
);

export const error: ErrorAnswer = {
  error: { code: "rate_limited", message: "Too many messages at once.", retryAfter: 480 },
};

const exportHeader: ExportHeader = {
  type: "parley-export",
  version: EXPORT_VERSION,
  ...place,
  first: first.seq,
  ...kept,
  at: message.at + 60_000,
};
const exportEnd: ExportEnd = { type: "parley-export-end", count: 2 };

/** The room that it was brought into. */
export const brought: RoomDescription = {
  ...description,
  epoch: "b2p7q0",
  first: first.seq,
  online: 0,
  imported: { seq: message.seq, at: message.at + 3_600_000 },
};

/** The evening as a file. */
export const exported = [exportHeader, first, message, exportEnd].map((line) => JSON.stringify(line)).join("\n");

/** The same events in each form of a stream, as the streams themselves tell them. */
export function streamed(kind: "sse" | "ndjson" | "text"): string {
  const { opening, encoder } = STREAM_FORMATS[kind];
  const events = [welcome, leave];
  const lines = events.flatMap((event) => textLines(event, ({ name }) => name));
  const frames = kind === "text" ? lines.map(({ text }) => text) : [JSON.stringify(events)];
  return opening + frames.map(encoder()).join("").trimEnd();
}

export const direct: Direct = { room: "dm-5f0c2a9be1d84376a2c4e6f8091b3d57", user: BO };

export const inbox: InboxContents = {
  you: ANN,
  conversations: [
    {
      room: direct.room,
      user: BO,
      seq: 12,
      at: message.at,
      by: BO.id,
      text: "Shall we meet at eight?",
      unread: 2,
    },
  ],
  mentions: [{ room: ROOM, seq: message.seq, user: BO, at: message.at, text: message.text, reply: true, read: false }],
};

export const directory: DirectoryPage = {
  rooms: [{ room: ROOM, title: "", topic: "What is for lunch", online: 2, password: false, locked: false }],
  total: 1,
};

const entry: RoomEntry = {
  room: ROOM,
  title: "",
  direct: false,
  created: MADE,
  seen: message.at,
  online: 2,
  entries: message.seq,
  bytes: 45_056,
  cost: stats.cost.total,
  reports: 1,
  closed: false,
};
export const rooms: RoomList = {
  rooms: [entry],
  found: 1,
  all: { rooms: 1, online: 2, bytes: entry.bytes, cost: entry.cost, reports: 1 },
};
export const inspection: RoomInspection = {
  entry,
  settings: kept.settings,
  stats,
  reports: [
    {
      report: 1,
      seq: first.seq,
      author: first.user,
      text: first.text,
      by: { id: ANN.id, name: ANN.name },
      at: message.at,
      reason: "This is no time for lunch.",
    },
  ],
};
export const closing = { reason: "Advertising." };
export const closedRoom: RoomInspection = {
  ...inspection,
  entry: { ...entry, online: 0, closed: true },
  closed: { at: message.at + 60_000, ...closing },
};
export const notice = { text: "The server is away for ten minutes from eight o'clock on." };
export const sent: LastNotice = { notice: { ...notice, at: message.at, rooms: 0, people: 0, done: false } };
export const told: LastNotice = { notice: { ...notice, at: message.at, rooms: 1, people: 2, done: true } };
