import { useEffect, useRef, useState } from "preact/hooks";
import type { RoomOrder } from "../../protocol/operator.ts";
import { ROOM_SEARCH_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { admin } from "../i18n/admin.ts";
import { query, showRooms } from "./desk.ts";

/** After the last letter that is typed it is waited so long before rooms are looked for, in ms. */
const PAUSE_MS = 250;

/** Which rooms are wanted, and in what order. */
export function RoomSearch() {
  const [typed, setTyped] = useState(query.value.q);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const search = (q: string, pause: number) => {
    setTyped(q);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void showRooms({ q }), pause);
  };

  return (
    <form
      class="room-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        search(typed, 0);
      }}
    >
      <div class="field">
        <label for="room-search">{admin.list.search}</label>
        <input
          id="room-search"
          type="search"
          dir="auto"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
          maxLength={ROOM_SEARCH_MAX_CODE_POINTS}
          placeholder={admin.list.searchHint}
          value={typed}
          onInput={(event) => search(event.currentTarget.value, PAUSE_MS)}
        />
      </div>
      <div class="field">
        <label for="room-sort">{admin.list.sort}</label>
        <select
          id="room-sort"
          value={query.value.sort}
          onChange={(event) => void showRooms({ sort: event.currentTarget.value as RoomOrder })}
        >
          {Object.entries(admin.list.orders).map(([order, name]) => (
            <option key={order} value={order}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </form>
  );
}
