import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { RoomClient, RoomState } from "../../client/types.ts";
import { MAY, may } from "../../protocol/permissions.ts";
import type { Hold } from "./hold.ts";

/** The longest that a timer waits, in ms: what ends later is looked at again then. */
const TIMER_MAX_MS = 24 * 60 * 60 * 1000;

/**
 * Follows what keeps one from writing, and for how long.
 * @param hold is told of it
 * @returns what ends that
 */
export function watchHold(
  client: Pick<RoomClient, "on">,
  state: ReadonlySignal<RoomState>,
  hold: Signal<Hold | undefined>,
): () => void {
  /** When this user last said something, by this device's clock: another may be wrong. */
  const said = signal(lastSaid(state.peek()));
  /** Is changed when a time has come. */
  const turn = signal(0);
  const stops = [
    client.on("message", ({ user }) => {
      if (user.id === state.peek().you?.id) said.value = Date.now();
    }),
    effect(() => {
      void turn.value;
      const now = holdOf(state.value, said.value);
      if (!isSame(hold.peek(), now)) hold.value = now;
      const until = now?.kind === "read-only" ? undefined : now?.until;
      if (until === undefined) return undefined;
      const timer = setTimeout(() => (turn.value += 1), Math.min(TIMER_MAX_MS, Math.max(0, until - Date.now())));
      return () => clearTimeout(timer);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    hold.value = undefined;
  };
}

/** What keeps somebody from writing now. @param said when they last said something, ms since 1970 */
export function holdOf(
  { you, settings, muted }: Pick<RoomState, "you" | "settings" | "muted">,
  said: number,
  now = Date.now(),
): Hold | undefined {
  if (!you) return undefined;
  if (muted && (muted.until === undefined || muted.until > now))
    return { kind: "muted", until: muted.until, reason: muted.reason };
  const { write, slowMode } = settings;
  if (write !== "everyone" && !MAY.write(you, settings)) return { kind: "read-only", write };
  const until = said + slowMode * 1000;
  return slowMode > 0 && until > now && !may(you, "exempt") ? { kind: "slow", until } : undefined;
}

/** By what the log says: the server's clock, and never later than now. */
function lastSaid({ messages, you }: RoomState): number {
  return Math.min(Date.now(), messages.findLast(({ user }) => user.id === you?.id)?.at ?? 0);
}

function isSame(a: Hold | undefined, b: Hold | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
