import { useEffect } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { navigate } from "../state/navigation.ts";
import { forgetRoom, recentRooms } from "../state/recent-rooms.ts";
import { unguessableRoom } from "../state/room-input.ts";
import { roomPath } from "../state/route.ts";
import { CloseIcon, KeyIcon, Mark } from "./icons.tsx";
import { JoinForm } from "./join-form.tsx";

/** Where one chooses a room. */
export function Lobby() {
  useEffect(() => {
    document.title = t.lobby.title;
  }, []);
  return (
    <div class="lobby">
      <header class="lobby-brand">
        <Mark />
        <span>{t.product}</span>
      </header>
      <main class="lobby-main">
        <div class="lobby-words">
          <Mark />
          <h1 tabIndex={-1}>{t.lobby.headline}</h1>
          <p>{t.lobby.promise}</p>
        </div>
        <div class="lobby-doors">
          <JoinForm />
          <p class="lobby-or">
            <span>{t.lobby.or}</span>
          </p>
          <button
            type="button"
            class="button fresh"
            aria-describedby="fresh-hint"
            onClick={() => navigate(roomPath(unguessableRoom()))}
          >
            <KeyIcon />
            {t.lobby.fresh}
          </button>
          <p id="fresh-hint" class="field-note">
            {t.lobby.freshHint}
          </p>
          <Recent />
          <p class="lobby-more">
            <a href="/api">{t.lobby.api}</a>
          </p>
        </div>
      </main>
    </div>
  );
}

function Recent() {
  if (recentRooms.value.length === 0) return null;
  return (
    <section class="recent" aria-labelledby="recent-title">
      <h2 id="recent-title">{t.lobby.recent}</h2>
      <ul>
        {recentRooms.value.map((room) => (
          <li key={room}>
            <a href={roomPath(room)}>
              <bdi>{room}</bdi>
            </a>
            <button
              type="button"
              class="icon-button"
              aria-label={t.lobby.forget(room)}
              onClick={() => forgetRoom(room)}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
