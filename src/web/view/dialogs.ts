import { lazy, quietly } from "./lazy.tsx";

// What most visits never open is fetched by those who do.

export const Search = lazy(async () => (await import("./search-dialog.tsx")).SearchDialog);
export const RenameDialog = lazy(async () => (await import("./rename-dialog.tsx")).RenameDialog);
export const DeleteDialog = lazy(async () => (await import("./delete-dialog.tsx")).DeleteDialog);
export const EmojiPicker = lazy(async () => (await import("../emoji/picker.tsx")).fetchPicker());
export const Refused = lazy(async () => (await import("./refused.tsx")).Refused);
export const BadRoom = lazy(async () => (await import("./bad-room.tsx")).BadRoom);

/** Fetched once one has joined, so that it is there when a message is first pointed at. */
export const loadMessageActions = async () => (await import("./message-actions.tsx")).MessageActions;
/** Nobody has asked for it who only points at a message. */
export const MessageActions = quietly(loadMessageActions);
