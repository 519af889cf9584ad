import { useEffect, useState } from "preact/hooks";
import type { Session } from "../state/session.ts";
import { whyNot } from "./why-not.ts";

/** What came of a question. */
export interface Asked {
  /** Whether it was answered. */
  readonly isThere: boolean;
  /** Why it was not. */
  readonly problem: string | undefined;
  /** Asks again. */
  readonly again: () => void;
}

/** Asks the room something when this is shown, and again when one is back after being away. @param ask takes the answer, too */
export function useAsked(session: Session, ask: () => Promise<unknown>): Asked {
  const [state, setState] = useState<{ isThere: boolean; problem?: string }>({ isThere: false });
  const [tries, setTries] = useState(0);
  const isOnline = session.state.value.status === "online";
  useEffect(() => {
    let isGone = false;
    const run = async () => {
      try {
        await ask();
        if (!isGone) setState({ isThere: true });
      } catch (error) {
        if (!isGone) setState((now) => ({ ...now, problem: whyNot(error) }));
      }
    };
    void run();
    return () => void (isGone = true);
  }, [tries, isOnline]);
  return { isThere: state.isThere, problem: state.problem, again: () => setTries(tries + 1) };
}
