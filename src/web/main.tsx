import { render } from "preact";
import { loadStrings } from "./i18n/index.ts";
import { watchDevice } from "./state/device.ts";
import { startRouting } from "./state/navigation.ts";
import { App } from "./view/app.tsx";

document.documentElement.lang = await loadStrings(navigator.languages);
watchDevice();
startRouting();
const root = document.getElementById("app");
if (root) render(<App />, root);
