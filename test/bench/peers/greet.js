import { Raw } from "./raw.js";

export { default } from "./raw.js";

/** As much as Parley's welcome into a room with a page of 50 messages of 80 bytes. */
const GREETING = `[{"type":"welcome","events":"${"x".repeat(11_200)}"}]`;

/** Stores nothing either, but tells each who comes as much as Parley does: what that alone takes. */
export class Greet extends Raw {
  greet(socket) {
    socket.send(GREETING);
  }
}
