import { useEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../../protocol/events.ts";
import { MAY } from "../../protocol/permissions.ts";
import { charter } from "../i18n/charter.ts";
import { isolate } from "../i18n/format.ts";
import { findMessage } from "../state/held.ts";
import { reasonText } from "../state/problems.ts";
import { sayingOf } from "../state/saying.ts";
import type { Session } from "../state/session.ts";
import { PinIcon } from "./action-icons.tsx";
import { Dialog } from "./dialog.tsx";
import { Hit } from "./hit.tsx";
import "./about-styles.ts";

/** Of a message that is named in a label, in code units. */
const EXCERPT = 60;

/** The messages that are pinned, the latest pinned first. A press leads to one. */
export function PinsDialog({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const pins = session.pins.value;
  const { you, messages: held, status } = session.state.value;
  const [fetched, setFetched] = useState<readonly Message[]>();
  const [problem, setProblem] = useState<string>();
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let isOver = false;
    const load = async () => {
      try {
        const { messages = [] } = await session.client.pinned();
        if (isOver) return;
        session.meet(messages.map(({ user }) => user));
        setFetched(messages);
        setProblem(undefined);
      } catch (error) {
        if (!isOver) setProblem(reasonText(error));
      }
    };
    void load();
    return () => void (isOver = true);
    // Whoever was away asks again.
  }, [pins, status]);

  // Who closes it after the last one was taken off finds its button gone.
  useEffect(
    () => () => {
      if (session.pins.peek().length === 0) document.querySelector("h1")?.focus();
    },
    [],
  );

  const unpin = async (seq: number) => {
    try {
      await session.client.pin(seq, false);
      setProblem(undefined);
      // The button that was pressed is gone.
      list.current?.focus();
    } catch (error) {
      setProblem(reasonText(error));
    }
  };

  const shown = pins
    .map((seq) => findMessage(held, seq) ?? fetched?.find((message) => message.seq === seq))
    .filter((message) => message !== undefined)
    .toReversed();

  return (
    <Dialog title={charter.pins.title} shape="sheet" onClose={onClose}>
      <div ref={list} tabIndex={-1}>
        {problem !== undefined && (
          <p class="is-problem" role="alert">
            {problem}
          </p>
        )}
        {pins.length === 0 && <p class="muted">{charter.pins.none}</p>}
        <ul class="hits">
          {shown.map((message) => (
            <li key={message.seq} class="pin">
              <Hit session={session} message={message} onClose={onClose}>
                {sayingOf(message)}
              </Hit>
              {you && MAY.pin(you) && (
                <button
                  type="button"
                  class="icon-button"
                  aria-label={charter.pins.unpinIt(isolate(sayingOf(message).slice(0, EXCERPT)))}
                  title={charter.pins.unpin}
                  onClick={() => void unpin(message.seq)}
                >
                  <PinIcon />
                </button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
