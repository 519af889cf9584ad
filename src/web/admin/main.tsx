import { render } from "preact";
import { loadStrings } from "../i18n/index.ts";

document.documentElement.lang = await loadStrings(navigator.languages);
// Its strings are fetched with it, and go by the language of the page.
const { AdminPage } = await import("./admin-page.tsx");
const root = document.getElementById("app");
if (root) render(<AdminPage />, root);
