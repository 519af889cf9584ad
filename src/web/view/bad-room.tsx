import { useEffect } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { l } from "../i18n/lobby.ts";
import { later } from "../i18n/later.ts";
import { Mark } from "./icons.tsx";
import { useHeadingFocus } from "./use-heading-focus.ts";

/** What is shown where the address spells no room's name. */
export function BadRoom() {
  // It comes after the change of pages, which gives the focus to a heading that is there.
  const heading = useHeadingFocus(undefined);
  useEffect(() => {
    document.title = `${later.badRoom.title} · ${t.product}`;
  }, []);
  return (
    <main class="notice-page">
      <div class="notice">
        <Mark />
        <h1 ref={heading} tabIndex={-1}>
          {later.badRoom.title}
        </h1>
        <p>{later.badRoom.text}</p>
        <p class="muted">{l.roomProblem.characters}</p>
        <a class="button primary" href="/">
          {later.badRoom.home}
        </a>
      </div>
    </main>
  );
}
