import { useComputed, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { h } from "../i18n/thread.ts";
import { findMessage } from "../state/held.ts";
import type { Session } from "../state/session.ts";
import { threadSession } from "../state/thread-session.ts";
import { followThread } from "../state/thread-source.ts";
import { Composer } from "./composer.tsx";
import { ThreadList } from "./thread-list.tsx";

interface ThreadViewProps {
  readonly session: Session;
  /** The `seq` of the message that is answered. */
  readonly seq: number;
  /** Something in the log is to be seen. */
  readonly onUncover: () => void;
  /** Opens the search for some words. */
  readonly onSearch: (query: string) => void;
}

/** A message, what answers it, and where one answers. */
export function ThreadView({ session, seq, onUncover, onSearch }: ThreadViewProps) {
  const source = useMemo(() => followThread(session.client, seq), []);
  useEffect(() => source.stop, []);
  const inThread = useMemo(() => {
    const answers = () => source.thread.peek().answers.map(({ message }) => message);
    return threadSession(session, seq, answers, onUncover);
  }, []);
  const revealed = useRef(session.revealed.peek());
  useSignalEffect(() => {
    if (session.revealed.value === revealed.current) return;
    revealed.current = session.revealed.value;
    onUncover();
  });
  const { root } = source.thread.value;
  // Until it came, as it stands in the log.
  const logged = useComputed(() => findMessage(session.state.value.messages, seq)).value;
  const message = root === undefined ? logged : root?.message;
  const canAnswer = message !== undefined && message.deleted === undefined;

  return (
    <>
      <ThreadList session={inThread} source={source} message={message} />
      {session.state.value.status === "refused" ? null : canAnswer ? (
        <Composer session={inThread} onSearch={onSearch} label={h.label} placeholder={h.placeholder} />
      ) : (
        root !== undefined && <p class="muted thread-shut">{h.shut}</p>
      )}
    </>
  );
}
