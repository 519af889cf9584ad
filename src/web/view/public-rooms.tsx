import { useRef, useState } from "preact/hooks";
import type { Listing } from "../../protocol/directory.ts";
import { d } from "../i18n/directory.ts";
import { inOrderOf, useDirectory } from "../state/directory.ts";
import { roomPath } from "../state/route.ts";
import { fetchStyles } from "./fetch-styles.ts";
import { Icon } from "./icons.tsx";
import { KeyIcon } from "./lobby-icons.tsx";

await fetchStyles("directory");

/** Rows that are shown at first, and of how many rooms on one may search. */
const FIRST = 8;
const MANY = 5;

export interface PublicRoomsProps {
  /** Somebody goes to one of them. */
  readonly onOpen: (event: Event) => void;
}

/** The lobby's list of public rooms, live. Where there is none, nothing is to be seen of it. */
export function PublicRooms({ onOpen }: PublicRoomsProps) {
  const [query, setQuery] = useState("");
  const [isWhole, setWhole] = useState(false);
  const { order, holds } = useHeldOrder();
  const shown = useDirectory(query);
  if (!shown || (shown.total === 0 && query === "")) return null;
  const rooms = order(shown.rooms);
  const first = isWhole || query !== "" ? rooms : rooms.slice(0, FIRST);
  const unknown = shown.total - rooms.length;
  return (
    <section class="recent public" aria-labelledby="public-title">
      <h2 id="public-title">{d.title}</h2>
      {(shown.total > MANY || query !== "") && (
        <form role="search" class="field" onSubmit={(event) => event.preventDefault()}>
          <input
            type="search"
            dir="auto"
            aria-label={d.search}
            placeholder={d.search}
            autocomplete="off"
            enterkeyhint="search"
            spellcheck={false}
            maxLength={200}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </form>
      )}
      <p class="sr-only" role="status">
        {query.trim() !== "" && d.found(shown.total)}
      </p>
      {rooms.length === 0 && <p class="muted">{d.nothing}</p>}
      <ul {...holds}>
        {first.map((listing) => (
          <Row key={listing.room} listing={listing} onOpen={onOpen} />
        ))}
      </ul>
      {first.length < rooms.length && (
        <button type="button" class="text-button" onClick={() => setWhole(true)}>
          {d.all(rooms.length - first.length)}
        </button>
      )}
      {first.length === rooms.length && unknown > 0 && <p class="field-note">{d.most(unknown)}</p>}
    </section>
  );
}

/** Keeps the order while a list is pointed at or has the focus. */
function useHeldOrder() {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const last = useRef<readonly Listing[]>([]);
  const order = (rooms: readonly Listing[]): readonly Listing[] => {
    last.current = isPointed || isFocused ? inOrderOf(last.current, rooms) : rooms;
    return last.current;
  };
  const holds = {
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
    onFocusIn: () => setFocused(true),
    onFocusOut: () => setFocused(false),
  };
  return { order, holds };
}

interface RowProps {
  readonly listing: Listing;
  readonly onOpen: (event: Event) => void;
}

function Row({ listing, onOpen }: RowProps) {
  const { room, title, topic, online, password, locked } = listing;
  // What somebody else may call a room is not what it is: its address stands beside it.
  const address = title === "" ? "" : room;
  return (
    <li>
      <a href={roomPath(room)} onClick={onOpen}>
        <span class="public-name">
          <bdi>{title || room}</bdi>
          {password && <Sign icon={<KeyIcon />} text={d.password} />}
          {locked && <Sign icon={<LockIcon />} text={d.locked} />}
        </span>
        <span class="public-here" data-empty={online === 0}>
          {d.here(online)}
        </span>
        {(address !== "" || topic !== "") && (
          <span class="public-topic">
            {address !== "" && <bdi class="public-address">{address}</bdi>}
            {topic !== "" && <bdi>{topic}</bdi>}
          </span>
        )}
      </a>
    </li>
  );
}

function Sign({ icon, text }: { readonly icon: preact.JSX.Element; readonly text: string }) {
  return (
    <span class="public-sign" title={text}>
      {icon}
      <span class="sr-only">{text}</span>
    </span>
  );
}

const LockIcon = () => (
  <Icon>
    <rect x="5" y="10.500" width="14" height="9.500" rx="2" />
    <path d="M8 10.500V8a4 4 0 0 1 8 0v2.500" />
  </Icon>
);
