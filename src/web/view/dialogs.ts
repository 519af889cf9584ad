import { lazy, quietly } from "./lazy.tsx";

// What most visits never open is fetched by those who do.

export const Search = lazy(async () => (await import("./search-dialog.tsx")).SearchDialog);
export const RenameDialog = lazy(async () => (await import("./rename-dialog.tsx")).RenameDialog);
export const DeleteDialog = lazy(async () => (await import("./delete-dialog.tsx")).DeleteDialog);
export const EmojiPicker = lazy(async () => (await import("../emoji/picker.tsx")).fetchPicker());
export const NewRoomDialog = lazy(async () => (await import("./new-room-dialog.tsx")).NewRoomDialog);
export const AboutDialog = lazy(async () => (await import("./about-dialog.tsx")).AboutDialog);
export const InviteDialog = lazy(async () => (await import("./about-dialog.tsx")).InviteDialog);
export const PinsDialog = lazy(async () => (await import("./pins-dialog.tsx")).PinsDialog);
export const Moderation = lazy(async () => (await import("../moderation/moderation.tsx")).Moderation);
export const Refused = lazy(async () => (await import("./refused.tsx")).Refused);
export const Invited = lazy(async () => (await import("./invited.tsx")).Invited);
export const BadRoom = lazy(async () => (await import("./bad-room.tsx")).BadRoom);

export const FirstVisit = lazy(async () => (await import("../challenge/first-visit.tsx")).FirstVisit);

/** What has to do with conversations and mentions: who has no token yet has neither. */
const inbox = () => import("./inbox-parts.ts");
export const InboxList = quietly(async () => (await inbox()).InboxList);
export const InboxBadge = quietly(async () => (await inbox()).InboxBadge);

/** Fetched once one has joined, so that it is there when a message is first pointed at. */
export const loadMessageActions = async () => (await import("./message-actions.tsx")).MessageActions;
/** Nobody has asked for it who only points at a message. */
export const MessageActions = quietly(loadMessageActions);

/** What there is of the whole room to see, where there is any. */
export const RoomTopic = quietly(async () => (await import("./room-topic.tsx")).RoomTopic);
export const PinMark = quietly(async () => (await import("./room-topic.tsx")).PinMark);
/** What its maker is shown in a room that is new. */
export const OwnerLinkCard = quietly(async () => (await import("./owner-link-card.tsx")).OwnerLinkCard);
/** Who is here: their panel is there before. */
export const loadRoster = async () => (await import("./roster-list.tsx")).Roster;
export const Roster = quietly(loadRoster);
/** Leads to what one has missed, where there is any. */
export const MissedBar = quietly(async () => (await import("./missed.tsx")).MissedBar);
/** Why a message was not taken. */
export const Failure = quietly(async () => (await import("./failure.tsx")).Failure);
/** Who came and went, as that is told. */
export const NoteView = quietly(async () => (await import("./note.tsx")).NoteView);
/** What is answered or changed. */
export const ComposingBar = quietly(async () => (await import("./composing-bar.tsx")).ComposingBar);
/** Why one may not write here. */
export const HoldNote = quietly(async () => (await import("./hold-note.tsx")).HoldNote);
/** Leads back to the end of the log. */
export const JumpToLatest = quietly(async () => (await import("./jump-to-latest.tsx")).JumpToLatest);
/** What the operator tells everybody. */
export const NoticeBar = quietly(async () => (await import("./notice-bar.tsx")).NoticeBar);
/** What somebody is: in many rooms nobody is more than others. */
export const RoleBadge = quietly(async () => (await import("../moderation/role-badge.tsx")).RoleBadge);
/** How much waits for the moderators. */
export const ReportsBadge = quietly(async () => (await import("../moderation/reports-badge.tsx")).ReportsBadge);
/** For rooms that tell who has read what. */
export const SeenBy = quietly(async () => (await import("./seen-by.tsx")).SeenBy);
