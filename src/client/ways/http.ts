/** The ways over plain HTTP, in one piece: who needs one may soon need the other. */
export { PollSocket } from "./poll-socket.ts";
export { StreamSocket } from "./stream-socket.ts";
