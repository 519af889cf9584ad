import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { later } from "../i18n/later.ts";

/** What is hidden until it is asked for. */
export function Spoiler({ children }: { readonly children: ComponentChildren }) {
  const [isShown, setShown] = useState(false);
  return (
    <SpoilerView isShown={isShown} onShow={() => setShown(true)}>
      {children}
    </SpoilerView>
  );
}

interface SpoilerViewProps {
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly children: ComponentChildren;
}

/** A button in the line, which breaks as words do; then the words. The focus stays where it was. */
export function SpoilerView({ isShown, onShow, children }: SpoilerViewProps) {
  if (isShown) {
    return (
      <span class="spoiler is-shown" tabIndex={-1}>
        {/* Another element than the hidden one: what comes is read out. */}
        <span key="shown">{children}</span>
      </span>
    );
  }
  return (
    <span
      class="spoiler"
      role="button"
      tabIndex={0}
      aria-label={later.message.spoiler}
      onClick={onShow}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onShow();
      }}
    >
      <span key="hidden" class="spoiler-text" aria-hidden="true">
        {children}
      </span>
    </span>
  );
}
