/** What an emoji is being chosen for. */
export type Picking = {
  /** The place on screen of what asked for it. */
  readonly near: DOMRect;
  /** Takes the focus, where what had it is gone. */
  readonly onLost: () => void;
} & (
  | { readonly kind: "text"; readonly field: HTMLTextAreaElement }
  /** Which message it is put on. */
  | { readonly kind: "reaction"; readonly seq: number }
);
