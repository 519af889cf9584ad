/** Goes back to the room that a thread was opened from, and the threads before it: nothing of them stays in the history. */
export function leaveThread(): void {
  const steps = Number(history.state);
  if (steps > 0) {
    // The first of them may be where the page was opened.
    addEventListener("popstate", () => location.hash !== "" && leaveThread(), { once: true });
    history.go(-steps);
    return;
  }
  history.replaceState(null, "", location.pathname);
  dispatchEvent(new PopStateEvent("popstate"));
}
