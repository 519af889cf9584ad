import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { h } from "../i18n/thread.ts";
import { t } from "../i18n/index.ts";
import { CloseIcon } from "./icons.tsx";

interface ThreadPanelProps {
  /** The `seq` of the message that is answered. */
  readonly seq: number;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A thread beside the log. It has the focus when it comes, and gives it back when it goes. */
export function ThreadPanel({ seq, onClose, children }: ThreadPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef(document.activeElement);
  useEffect(() => {
    // Where one may write, that has it.
    if (!panel.current?.contains(document.activeElement)) heading.current?.focus();
  }, [seq]);
  useLayoutEffect(
    () => () => {
      if (!panel.current?.contains(document.activeElement)) return;
      const { current } = opener;
      const isThere = current instanceof HTMLElement && current.isConnected && current !== document.body;
      // What can be done with a message goes when the focus does.
      const message = document.querySelector<HTMLElement>(`.log-scroller [data-seq="${seq}"]`);
      (isThere ? current : (message ?? document.querySelector("h1")))?.focus();
    },
    [seq],
  );
  return (
    <aside
      ref={panel}
      class="panel thread"
      aria-labelledby="thread-title"
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
    >
      <header class="dialog-head">
        <h2 ref={heading} id="thread-title" tabIndex={-1}>
          {h.title}
        </h2>
        <button type="button" class="icon-button" aria-label={t.people.close} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {children}
    </aside>
  );
}
