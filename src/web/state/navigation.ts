import { type ReadonlySignal, signal } from "@preact/signals";
import { parseRoute, type Route, roomPath } from "./route.ts";

const current = signal<Route>(parseRoute(location.pathname));

/** The page that is shown. */
export const route: ReadonlySignal<Route> = current;

/** Goes to another page of the app. */
export function navigate(path: string): void {
  history.pushState(null, "", path);
  current.value = parseRoute(path);
}

/** Spells the room in the address bar as the server does, without a step in the history. */
export function canonicalise(room: string): void {
  const path = roomPath(room);
  if (location.pathname !== path) history.replaceState(null, "", path);
}

/** Follows the history, and links between the app's own pages without loading them anew. */
export function startRouting(): void {
  addEventListener("popstate", () => {
    current.value = parseRoute(location.pathname);
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target !== "" || link.origin !== location.origin || link.hash !== "") return;
    if (link.pathname !== "/" && !link.pathname.startsWith("/r/")) return;
    event.preventDefault();
    navigate(link.pathname);
  });
}
