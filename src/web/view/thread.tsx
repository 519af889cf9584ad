import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { h } from "../i18n/thread.ts";
import { isWide } from "../state/device.ts";
import { leaveThread } from "../state/leave-thread.ts";
import type { Session } from "../state/session.ts";
import { Dialog } from "./dialog.tsx";
import { ThreadPanel } from "./thread-panel.tsx";
import { ThreadView } from "./thread-view.tsx";
import { Toast } from "./toast.tsx";

interface ThreadProps {
  readonly session: Session;
  /** The `seq` of the message that is answered. */
  readonly seq: number;
  /** Opens the search for some words. */
  readonly onSearch: (query: string) => void;
}

/** A message and what answers it: beside the log where there is room for that, else in front of it. */
export function Thread({ session, seq, onSearch }: ThreadProps) {
  // At once, for the history goes back only later.
  const isLeft = useSignal(false);
  const isGone = useRef(false);
  useLayoutEffect(() => () => void (isGone.current = true), []);
  const leave = () => {
    if (isLeft.peek() || isGone.current) return;
    isLeft.value = true;
    leaveThread();
  };
  const uncover = () => !isWide.peek() && leave();
  if (isLeft.value) return null;

  const view = (
    <ThreadView
      key={seq}
      session={session}
      seq={seq}
      onUncover={uncover}
      onSearch={(query) => {
        uncover();
        onSearch(query);
      }}
    />
  );
  if (isWide.value) {
    return (
      <ThreadPanel seq={seq} onClose={leave}>
        {view}
      </ThreadPanel>
    );
  }
  // It closes by itself, too, when there is room beside the log: then the thread goes on there.
  return (
    <Dialog title={h.title} shape="sheet" onClose={uncover}>
      <div class="thread">{view}</div>
      <Toast />
    </Dialog>
  );
}
