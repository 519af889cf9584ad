import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { charter } from "../i18n/charter.ts";
import { isTouch } from "../state/device.ts";
import { shareOr } from "../state/share.ts";

interface MadeLinkProps {
  readonly link: string;
  /** What it is. */
  readonly label: string;
  /** That it is shown only now, and what it is for. */
  readonly said: string;
  /** Where there is a sheet of the system for handing things on, that is how it is done; a link for oneself is copied. */
  readonly isForOthers: boolean;
  /** What else can be done with it. */
  readonly children?: ComponentChildren;
}

/** A link that was made, to be handed on: by the system's sheet on phones, by the clipboard elsewhere. */
export function MadeLink({ link, label, said, isForOthers, children }: MadeLinkProps) {
  const field = useRef<HTMLInputElement>(null);
  const [note, setNote] = useState("");
  const isShared = isForOthers && isTouch.value && "share" in navigator;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setNote(charter.invites.copied);
    } catch {
      // There is no clipboard on plain http.
      field.current?.select();
      setNote(charter.invites.copyFailed);
    }
  };
  return (
    <>
      <p role="status">{said}</p>
      <input
        ref={field}
        type="text"
        class="made-link"
        dir="ltr"
        readOnly
        value={link}
        aria-label={label}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div class="actions">
        <button
          type="button"
          class="button primary"
          onClick={() => void (isShared ? shareOr({ url: link }, copy) : copy())}
        >
          {isShared ? charter.invites.share : charter.invites.copy}
        </button>
        {children}
        <p class="muted" role="status">
          {note}
        </p>
      </div>
    </>
  );
}
