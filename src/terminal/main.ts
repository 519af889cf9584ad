import { styleText } from "node:util";
import { Letters, Room, type Status } from "../client/index.ts";
import type { User } from "../protocol/fields.ts";
import { parseArguments, USAGE } from "./arguments.ts";
import { CONFUSABLES } from "../protocol/confusables.ts";
import { Namesakes } from "../protocol/namesakes.ts";
import { complete } from "./complete.ts";
import { isAlone, obey, type Hands } from "./commands.ts";
import { LineQueue } from "./line-queue.ts";
import { foundLine, messageLine, noticeLine, safe, type Paint } from "./lines.ts";
import { Screen } from "./screen.ts";

/** Talks in a room from a terminal, or from a pipe: each line that comes in is a message. */

/** Colours only where somebody looks, and does not mind them. */
const ON_SCREEN = { stream: process.stdout, validateStream: true };
const COLOURS = ["cyan", "green", "yellow", "blue", "magenta", "cyanBright", "greenBright", "magentaBright"] as const;
/** When there is nothing more to come: how long nothing at all may get on of what was written. ms */
const FAREWELL_MS = 10_000;
let progress: NodeJS.Timeout | undefined;

const options = parseArguments(process.argv.slice(2));
if (!options.ok) {
  console.error(`${options.error.message}\n\n${USAGE}`);
  process.exit(2);
}
const { url, room: link, history, name, token } = options.value;
/** Who this is by now: a guest is given a token, and with another name another one. */
let current = token;
const room = new Room({
  url,
  room: link,
  history,
  onToken: (token) => (current = token),
  ...(name === undefined ? {} : { name }),
  ...(token === undefined ? {} : { token: once(token) }),
});
/** Whose names could be taken for others' [N1]: of all who were told of. */
const namesakes = new Namesakes(CONFUSABLES);
const screen = new Screen(process.stdin, process.stdout, (written) => complete(written, room.state.value));

const paint: Paint = {
  name(user: User) {
    namesakes.meet(user);
    return styleText(["bold", COLOURS[hashOf(user.id) % COLOURS.length]!], namesakes.label(user), ON_SCREEN);
  },
  faint: (text) => styleText("dim", text, ON_SCREEN),
  alarm: (text) => styleText("red", text, ON_SCREEN),
};

let hasBeenIn = false;
room.on("welcome", ({ room, you, recovered, events, direct, members }) => {
  const authors = events.flatMap((event) => (event.type === "message" ? event.user : []));
  for (const user of [you, ...(members.list ?? []), ...authors]) namesakes.meet(user);
  const where = direct ? `your conversation with ${nameOf(direct)}` : safe(room);
  if (!hasBeenIn) screen.print(paint.faint(`* welcome to ${where}, ${nameOf(you)}; /help says what else there is`));
  else screen.print(paint.faint(recovered ? "* back" : "* back, after too long to tell all: this is the latest"));
  if (!recovered) {
    for (const event of events) if (event.type === "message") screen.print(messageLine(event, paint));
  }
  hasBeenIn = true;
});
room.on("message", (message) => screen.print(messageLine(message, paint)));
for (const type of ["join", "leave", "rename", "room", "notice", "bye"] as const) {
  room.on(type, (event) => {
    const line = noticeLine(event, paint);
    if (line !== undefined) screen.print(line);
  });
}

let status: Status = "idle";
room.state.subscribe((state) => {
  if (state.status === status) return;
  status = state.status;
  if (status === "waiting") screen.print(paint.alarm("* no connection; what you write is kept and sent later"));
  if (status !== "refused") return;
  screen.print(paint.alarm(`* ${safe(state.problem?.message ?? "The server does not let you in.")}`));
  process.exitCode = 1;
  room.close();
  screen.close();
});

const queue = new LineQueue(() => progress?.refresh());
const hands: Hands = {
  room,
  letters: new Letters(() => ({ base: url, token: current })),
  linkTo: (room) => new URL(`r/${encodeURIComponent(room)}`, url).href,
  say: (text) => screen.print(paint.faint(text)),
  show: (message) => screen.print(foundLine(message, paint)),
  fail(text) {
    screen.print(paint.alarm(text));
    // Whoever writes here sees it; a pipe has to be told at the end.
    if (!process.stdin.isTTY) process.exitCode = 1;
  },
  nameOf,
  quit: () => screen.close(),
};
screen.listen(
  (line) => queue.add({ isAlone: isAlone(line), run: () => obey(line, hands) }),
  () => void leave(),
);
// Whoever is listening may have heard enough.
process.stdout.on("error", () => process.exit());
room.connect();

/** What somebody is called, told from others, safe in a terminal. */
function nameOf(user: User): string {
  namesakes.meet(user);
  return safe(namesakes.label(user));
}

/** Waits for what is on its way, as long as it gets on, then goes. */
async function leave(): Promise<void> {
  progress = setTimeout(() => {
    console.error("Not all was sent.");
    process.exit(1);
  }, FAREWELL_MS);
  await queue.idle();
  clearTimeout(progress);
  room.close();
  // Else a pipe that is still open at the other end would keep the process.
  process.stdin.destroy();
}

/** A token to begin with. Asked for another, it has been refused or has run out: nobody wants to go on as somebody else. */
function once(token: string): () => string {
  let asked = 0;
  return () => {
    if (asked++ === 0) return token;
    console.error("The token is not valid here, or has run out.");
    process.exit(1);
  };
}

function hashOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  return hash;
}
