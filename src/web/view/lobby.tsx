import { useEffect, useRef, useState } from "preact/hooks";
import { isolate } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { l } from "../i18n/lobby.ts";
import { takeCode } from "../state/carry.ts";
import { savedName, savedToken, takeName } from "../state/identity.ts";
import { fetchKept } from "../state/kept-outbox.ts";
import { forgetRoom, recentRooms } from "../state/recent-rooms.ts";
import { roomPath } from "../state/route.ts";
import { InboxList } from "./dialogs.ts";
import { CloseIcon, Mark } from "./icons.tsx";
import { JoinForm } from "./join-form.tsx";
import { lazy, quietly } from "./lazy.tsx";
import { OpenRoom } from "./open-room.tsx";

// Who enters a room from here when the network has just gone finds what keeps their words.
await fetchKept().catch(() => {});

/** The rest of the lobby does not wait for it. */
const PublicRooms = quietly(async () => (await import("./public-rooms.tsx")).PublicRooms);
const ArrivalDialog = lazy(async () => (await import("./arrival-dialog.tsx")).ArrivalDialog);

/** Where one chooses a room. */
export function Lobby() {
  const [name, setName] = useState(() => savedName() ?? "");
  const [code, setCode] = useState(takeCode);
  const doors = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = l.title;
    const look = () => setCode((known) => takeCode() ?? known);
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  const askName = () => doors.current?.querySelector("input")?.focus();
  const open = (event: Event) => {
    if (takeName(name)) return;
    event.preventDefault();
    askName();
  };
  return (
    <div class="lobby">
      {code !== undefined && <ArrivalDialog code={code} onClose={() => setCode(undefined)} />}
      <header class="lobby-brand">
        <Mark />
        <span>{t.product}</span>
      </header>
      <main class="lobby-main">
        <div class="lobby-words">
          <Mark />
          <h1 tabIndex={-1}>{l.headline}</h1>
          <p>{l.promise}</p>
        </div>
        <div ref={doors} class="lobby-doors">
          {savedToken() !== undefined && <InboxList />}
          <JoinForm name={name} onName={setName} />
          <p class="lobby-or">
            <span>{l.or}</span>
          </p>
          <OpenRoom name={name} onBadName={askName} />
          <Recent onOpen={open} />
          <PublicRooms onOpen={open} />
          <p class="lobby-more">
            <a href="/api">{l.api}</a>
          </p>
        </div>
      </main>
    </div>
  );
}

interface RecentProps {
  /** Whoever goes there may have typed another name. */
  readonly onOpen: (event: Event) => void;
}

function Recent({ onOpen }: RecentProps) {
  if (recentRooms.value.length === 0) return null;
  return (
    <section class="recent" aria-labelledby="recent-title">
      <h2 id="recent-title">{l.recent}</h2>
      <ul>
        {recentRooms.value.map(({ room, title }) => (
          <li key={room}>
            <a href={roomPath(room)} onClick={onOpen}>
              <bdi>{title || room}</bdi>
              {title !== "" && <bdi class="recent-name">{room}</bdi>}
            </a>
            <button
              type="button"
              class="icon-button"
              aria-label={l.forget(isolate(title || room))}
              onClick={({ currentTarget }) => {
                focusBeside(currentTarget);
                forgetRoom(room);
              }}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The button goes with its room: the next one has the focus then, or what is above all. */
function focusBeside(button: HTMLButtonElement): void {
  const item = button.closest("li");
  const other = item?.nextElementSibling ?? item?.previousElementSibling;
  (other?.querySelector("button") ?? document.querySelector("h1"))?.focus();
}
