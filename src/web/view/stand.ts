/** Says where on the screen a dialog is asked for: on a large one it stands there, above that or below. */
export function stand(dialog: HTMLElement | null | undefined, { left, right, top, bottom }: DOMRect): void {
  if (!dialog) return;
  const isBelow = top < innerHeight - bottom;
  dialog.dataset["side"] = isBelow ? "below" : "above";
  dialog.style.setProperty("--near-left", `${left}px`);
  dialog.style.setProperty("--near-x", `${right}px`);
  dialog.style.setProperty("--near-y", `${isBelow ? bottom : innerHeight - top}px`);
}
