// The worker under test, unchanged, with a clock that tests can put forward and a count of each room's wakes.
import { DIRECTORY_SOCKETS_MAX } from "../../src/protocol/limits.ts";
import app, {
  ChatRoom as Room,
  Directory as Lobby,
  Inbox as UserInbox,
  Keyring,
  Registry as Office,
} from "../../src/worker.ts";

const realNow = Date.now;
let ahead = 0;
/** Where the clock stands, once it has been stopped. */
let stopped;
Date.now = () => (stopped ?? realNow()) + ahead;

/** The step of hashing that waits until the test lets it go on, and how many do. */
const stalled = new Set();
let waiting = 0;
for (const step of ["digest", "deriveBits"]) {
  const carryOut = SubtleCrypto.prototype[step];
  SubtleCrypto.prototype[step] = async function (...how) {
    waiting++;
    // A promise of another request's could not be waited for.
    while (stalled.has(step)) await scheduler.wait(5);
    waiting--;
    return carryOut.apply(this, how);
  };
}

const wakes = new Map();

export { Keyring };

export class ChatRoom extends Room {
  constructor(ctx, env) {
    super(ctx, env);
    wakes.set(ctx.id.name, (wakes.get(ctx.id.name) ?? 0) + 1);
  }

  /** Settles once the alarm that was asked for has been dealt with: while it rings, none is set, nor is it known when the next is. */
  #dealtWith = Promise.resolve();
  #deal = () => {};

  async alarm() {
    try {
      await super.alarm();
    } finally {
      this.#deal();
    }
  }

  /** When the alarm is set for, by the tests' clock, once none is being dealt with; null where none is. */
  async alarmAt() {
    await this.#dealtWith;
    return this.ctx.storage.getAlarm();
  }

  /** Takes the object away in the middle of whatever it does, as a fault of the platform would. */
  crash() {
    this.ctx.abort("a fault of the test's making");
  }

  /** Lets the platform run the alarm in so many ms of real time. */
  async ring(ms) {
    this.#dealtWith = new Promise((resolve) => (this.#deal = resolve));
    await this.ctx.storage.setAlarm(realNow() + ms);
  }
}

/** Whether inboxes can be told anything. */
let isDeaf = false;

export class Inbox extends UserInbox {
  take(news) {
    if (isDeaf) throw new Error("unreachable, as the test wants it");
    return super.take(news);
  }
}

/** Whether the operator's registry is out of order: nothing can be told it, and what it has begun comes to nothing. */
let isAway = false;

export class Registry extends Office {
  take(entry) {
    if (isAway) throw new Error("unreachable, as the test wants it");
    return super.take(entry);
  }

  /** When the alarm is set for; null where none is. */
  alarmAt() {
    return this.ctx.storage.getAlarm();
  }

  /** Returning is the end of it: the platform gives an alarm up that has failed too often. */
  alarm() {
    return isAway ? undefined : super.alarm();
  }
}

/** Whether the directory can be told anything, and what it was told. */
let isHushed = false;
const heralded = [];

/** Whether as many listen to the directory as may. */
let isCrowded = false;

export class Directory extends Lobby {
  constructor(ctx, env) {
    const open = ctx.getWebSockets.bind(ctx);
    Object.defineProperty(ctx, "getWebSockets", {
      value: () => (isCrowded ? Array.from({ length: DIRECTORY_SOCKETS_MAX }) : open()),
    });
    super(ctx, env);
  }

  tell(listing) {
    this.#count(listing.room, false);
    return super.tell(listing);
  }

  drop(room) {
    this.#count(room, true);
    return super.drop(room);
  }

  #count(room, isDropped) {
    if (isHushed) throw new Error("unreachable, as the test wants it");
    heralded.push({ room, isDropped, at: realNow() });
  }

  /** Is told of so many rooms, in each of which there is somebody. */
  fill(count) {
    for (let index = 0; index < count; index++) this.hear({ room: `full-${index}`, online: 1 });
  }

  /** Is told of a room, as by the room itself. */
  hear(listing) {
    return super.tell({ title: "", topic: "", password: false, locked: false, ...listing });
  }

  /** Lets the platform run the alarm at once. */
  async ring() {
    await this.ctx.storage.setAlarm(realNow());
  }
}

const CONTROLS = {
  advance: ({ ms }) => (ahead += Number(ms)),
  stop: () => (stopped = realNow()),
  wakes: ({ room }) => wakes.get(room) ?? 0,
  alarm: ({ room }, env) => env.ROOMS.getByName(room).alarmAt(),
  stall: ({ step }) => {
    stalled.clear();
    stalled.add(step);
  },
  stalled: () => waiting,
  deafen: ({ on }) => (isDeaf = on === "true"),
  crowd: ({ on }) => (isCrowded = on === "true"),
  alarmOfRegistry: (_, env) => env.REGISTRY.getByName("registry").alarmAt(),
  desert: ({ on }) => (isAway = on === "true"),
  notify: ({ room, text, at }, env) => env.ROOMS.getByName(room).notify(text, Number(at)),
  hush: ({ on }) => (isHushed = on === "true"),
  heralded: () => heralded.splice(0),
  fill: ({ count }, env) => env.DIRECTORY.getByName("directory").fill(Number(count)),
  empty: ({ room }, env) => env.DIRECTORY.getByName("directory").hear({ room, online: 0 }),
  ringDirectory: (_, env) => env.DIRECTORY.getByName("directory").ring(),
  crash: ({ room }, env) =>
    env.ROOMS.getByName(room)
      .crash()
      .catch(() => null),
  ring: ({ room, ms }, env) => env.ROOMS.getByName(room).ring(Number(ms)),
};

export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const control = CONTROLS[/^\/api\/test\/(\w+)$/.exec(url.pathname)?.[1]];
    if (!control) return app.fetch(request, env, ctx);
    return Response.json((await control(Object.fromEntries(url.searchParams), env)) ?? null);
  },
};
