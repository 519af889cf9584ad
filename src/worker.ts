export { ChatRoom } from "./room/chat-room.ts";
export { Inbox } from "./inbox/inbox.ts";
export { Directory } from "./lobby/directory.ts";
export { Keyring } from "./identity/keyring.ts";
export { Registry } from "./operator/registry.ts";
export { app as default } from "./routes/app.ts";
