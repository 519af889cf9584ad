import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { CloseIcon } from "./icons.tsx";

interface DialogProps {
  readonly title: string;
  /**
   * `sheet` comes from the edge and is as tall as it may be; `card` is in the middle; `picker` is a sheet on a phone, and else
   * stands beside what asked for it; `menu` does so, too, as tall as what is in it.
   */
  readonly shape: "sheet" | "card" | "picker" | "menu";
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A modal dialog. The platform keeps the focus inside, closes it by Escape and gives the focus back. */
export function Dialog({ title, shape, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  // Before it is gone from the page: later it has no focus to give back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      class={`dialog ${shape}`}
      aria-label={title}
      onClose={onClose}
      // A press on the backdrop has the dialog itself as its target, for the body fills it.
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2>{title}</h2>
          <button type="button" class="icon-button" aria-label={t.people.close} onClick={onClose}>
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
