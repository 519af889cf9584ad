export type { Cursor } from "../protocol/cursor.ts";
export type { ErrorCode } from "../protocol/errors.ts";
export type { Ack, DurableEvent, EventOf, EventType, Message, ServerEvent, Welcome } from "../protocol/events.ts";
export type { Role, User, You } from "../protocol/fields.ts";
export { actionOf } from "../protocol/action.ts";
export type { AuditEntry, ReportEntry, Sanction } from "../protocol/records.ts";
export type { Problem, Result } from "../protocol/result.ts";
export { parseRoomName } from "../protocol/room-name.ts";
export type { Conversation, MentionEntry } from "../protocol/inbox.ts";
export { Letters, openDirect } from "./direct.ts";
export type { Addressee } from "./direct.ts";
export type { DirectoryPage, Listing } from "../protocol/directory.ts";
export { Directory } from "./directory.ts";
export type { DirectoryOptions, DirectoryState } from "./directory.ts";
export { Inbox } from "./inbox.ts";
export type { InboxOptions, InboxState } from "./inbox.ts";
export { enterRoom, inviteLink, knock, Membership } from "./membership.ts";
export type { InviteOptions, Knock, RoomKeys } from "./membership.ts";
export { Moderation } from "./moderation.ts";
export type { AuditPage, SanctionOptions } from "./moderation.ts";
export { memoryOutbox } from "./memory-outbox.ts";
export { Room } from "./room.ts";
export { RoomError } from "./room-error.ts";
export { parseSlash, SLASH_COMMANDS, slashCommandsOf } from "./slash.ts";
export type { Named, Slash, SlashCommand, SlashHands, SlashName } from "./slash.ts";
export type {
  Muted,
  Observable,
  OutboxStore,
  OutgoingMessage,
  RoomClient,
  RoomOptions,
  RoomState,
  Socket,
  SocketClass,
  SocketEvent,
  Status,
  StoredMessage,
  Way,
  WayStore,
} from "./types.ts";
