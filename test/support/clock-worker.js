// The worker under test, unchanged, with a clock that tests can put forward and a count of each room's wakes.
import app, { ChatRoom as Room, Inbox as UserInbox, Keyring } from "../../src/worker.ts";

const realNow = Date.now;
let ahead = 0;
/** Where the clock stands, once it has been stopped. */
let stopped;
Date.now = () => (stopped ?? realNow()) + ahead;

const wakes = new Map();

export { Keyring };

export class ChatRoom extends Room {
  constructor(ctx, env) {
    super(ctx, env);
    wakes.set(ctx.id.name, (wakes.get(ctx.id.name) ?? 0) + 1);
  }

  /** When the alarm is set for, by the tests' clock; null where none is. */
  alarmAt() {
    return this.ctx.storage.getAlarm();
  }

  /** Takes the object away in the middle of whatever it does, as a fault of the platform would. */
  crash() {
    this.ctx.abort("a fault of the test's making");
  }

  /** Lets the platform run the alarm in so many ms of real time. */
  async ring(ms) {
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

const CONTROLS = {
  advance: ({ ms }) => (ahead += Number(ms)),
  stop: () => (stopped = realNow()),
  wakes: ({ room }) => wakes.get(room) ?? 0,
  alarm: ({ room }, env) => env.ROOMS.getByName(room).alarmAt(),
  deafen: ({ on }) => (isDeaf = on === "true"),
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
