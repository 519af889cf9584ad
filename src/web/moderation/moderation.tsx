import { useMemo, useRef } from "preact/hooks";
import type { Session } from "../state/session.ts";
import type { Tending } from "../state/tending.ts";
import "../view/about-styles.ts";
import "./moderation-styles.ts";
import { ModerationViews } from "./moderation-views.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { ReportDialog } from "./report-dialog.tsx";

interface ModerationProps {
  readonly session: Session;
  readonly tending: Tending;
  readonly onClose: () => void;
}

/** What can be done to somebody, a message that one finds wrong, and what moderators look at. */
export function Moderation({ session, tending, onClose }: ModerationProps) {
  const box = useRef<HTMLDivElement>(null);
  // Before the dialog has the focus.
  const asker = useMemo(() => document.activeElement, []);
  const { onLost } = tending;
  const close = () => {
    // What was shown before tells that it is closed when something else is there already.
    if (session.tending.peek() !== tending) return;
    // At once, for what is behind it cannot have the focus before.
    box.current?.querySelector("dialog")?.close();
    onClose();
    // The platform gives the focus back, where what had it is still there. Safari gives none to a button that is pressed.
    if (!asker?.isConnected || asker === document.body) onLost?.();
  };
  return (
    <div ref={box} class="tending">
      {viewOf(session, tending, close)}
    </div>
  );
}

function viewOf(session: Session, tending: Tending, close: () => void) {
  switch (tending.kind) {
    case "person":
      return <PersonDialog key={tending.kind} session={session} {...tending} onClose={close} />;
    case "report":
      return <ReportDialog key={tending.kind} session={session} message={tending.message} onClose={close} />;
    case "views":
      return <ModerationViews key={tending.kind} session={session} onClose={close} />;
  }
}
