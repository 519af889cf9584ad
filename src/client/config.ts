import { HEARTBEAT_MS } from "../protocol/limits.ts";

/** Every interval of the client, in ms. */
export const TIMING = {
  /** From the start of an attempt to `welcome`, asking for the token included. */
  connectMs: 15_000,
  /** The same for one way to connect, where there are others to try; once more as long with each time that all of them took longer. */
  wayMs: 4_000,
  /** How long a way that worked where a WebSocket did not is the first to be tried: at first, and once that was so again. */
  wayTriedMs: 600_000,
  wayKeptMs: 86_400_000,
  /** A connection that has not answered within this time of its `welcome` speaks against its way. */
  youngMs: 60_000,
  /** The first wait before coming back is at most this long; each further one at most twice the last. */
  backoffBaseMs: 500,
  /** No wait is longer, what the server asked for aside. */
  backoffCapMs: 30_000,
  /** A server's `retryAfter` is taken for this much at most. */
  retryAfterMaxMs: 3_600_000,
  /** A connection that lasted this long after its `welcome` was a good one: waits begin anew. It is asked then whether it answers. */
  stableMs: 5_000,
  /** What the server said this long before a connection's end explains the end. */
  lastWordMs: 5_000,
  /** How often to say `ping` where `welcome` names nothing sensible. */
  heartbeatMs: HEARTBEAT_MS,
  /** What `welcome` may ask for at least and at most. */
  heartbeatMinMs: 1_000,
  heartbeatMaxMs: 300_000,
  /** How long a `ping` may stay without any frame in answer. */
  pongMs: 10_000,
  /** The same after the page or the machine woke up, where a dead connection is likely. */
  wakePongMs: 4_000,
  /** How often to look at the clock, and how late that look is when the machine slept. */
  sleepTickMs: 10_000,
  sleepLateMs: 5_000,
  /** How long before its token runs out a connection shows another, at most: a tenth of the time that is left; and how soon it tries again at least. */
  renewMs: 60_000,
  renewMinMs: 1_000,
  /** How long to ask over HTTP why a socket was not let in. */
  probeMs: 10_000,
  /** How long a command waits for the room to be online. */
  requestOnlineMs: 15_000,
  /** How long the server may take to answer a command. */
  answerMs: 20_000,
  /** Over HTTP: how long the first of three tries to say a command has, and the wait after it; each further one is once more as long. All of it is less than `answerMs`. */
  sayMs: 3_000,
  sayAgainMs: 500,
  /** How long others are taken to be typing without saying so again. */
  typingExpiryMs: 8_000,
  /** How often it is said at most how far one has read. */
  readRepeatMs: 3_000,
  /** How often one's own typing is said at most: each time it may be a request. */
  typingRepeatMs: 5_000,
  /** How long sending waits for what an earlier visit left in the outbox. */
  outboxLoadMs: 2_000,
  /** The pause after `rate_limited` without `retryAfter`. */
  rateLimitedMs: 1_000,
};

export type Timing = Readonly<typeof TIMING>;

/** Messages in the outbox, failed ones included. */
export const OUTBOX_MAX_MESSAGES = 1_000;
/** Commands that wait for their answer, messages aside. */
export const REQUESTS_MAX = 100;
/** Messages held in `state`. Over this the oldest go, down to the second number; `loadOlder` brings them back. */
export const TIMELINE_MAX_MESSAGES = 20_000;
export const TIMELINE_TRIMMED_MESSAGES = 15_000;
/** People listed as typing. */
export const TYPING_MAX = 50;
/** Failed attempts between two questions over HTTP why. */
export const PROBE_EVERY_ATTEMPTS = 3;
/** Changes of messages that are remembered for pages of history that do not know of them yet. */
export const CHANGES_KEPT = 200;
