import { type ReadonlySignal, signal } from "@preact/signals";
import { parseRoute, type Route, roomPath } from "./route.ts";

const current = signal(parseRoute(location.pathname, location.hash));

/** The page that is shown. */
export const route: ReadonlySignal<Route> = current;

function follow(): void {
  current.value = parseRoute(location.pathname, location.hash);
}

/** Goes to another page of the app, or to a thread of this one: then the history says how many of those came one after the other. */
export function navigate(path: string): void {
  history.pushState(path.startsWith("#") ? Number(history.state) + 1 : null, "", path);
  follow();
}

/** Another address for what is shown, which takes the place of the present one. */
export function replaceRoute(path: string): void {
  history.replaceState(history.state, "", path);
  follow();
}

/** Spells the room in the address bar as the server does, without a step in the history. */
export function canonicalise(room: string): void {
  const path = roomPath(room);
  if (location.pathname !== path) history.replaceState(history.state, "", path + location.hash);
}

/** Follows the history, and links between the app's own pages without loading them anew. */
export function startRouting(): void {
  addEventListener("popstate", follow);
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
