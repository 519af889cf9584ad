import { render } from "preact";
import { loadStrings, pickLanguage } from "./i18n/index.ts";
import { watchDevice } from "./state/device.ts";
import { route, startRouting } from "./state/navigation.ts";
import { App } from "./view/app.tsx";
import { loadLobby } from "./view/fetch-lobby.ts";
import { prefetch } from "./view/use-lazy.ts";

// Before what is fetched apart asks for it.
document.documentElement.lang = pickLanguage(navigator.languages);
const lobby = route.peek().page === "lobby" ? prefetch(loadLobby) : undefined;
document.documentElement.lang = await loadStrings(navigator.languages);
await lobby;
watchDevice();
startRouting();
const root = document.getElementById("app");
if (root) render(<App />, root);
