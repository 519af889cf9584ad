import { useEffect } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { Mark } from "./icons.tsx";

/** What is shown where the address spells no room's name. */
export function BadRoom() {
  useEffect(() => {
    document.title = `${t.badRoom.title} · ${t.product}`;
  }, []);
  return (
    <main class="notice-page">
      <div class="notice">
        <Mark />
        <h1 tabIndex={-1}>{t.badRoom.title}</h1>
        <p>{t.badRoom.text}</p>
        <p class="muted">{t.roomProblem.characters}</p>
        <a class="button primary" href="/">
          {t.badRoom.home}
        </a>
      </div>
    </main>
  );
}
