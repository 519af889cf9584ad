import type { RoomEntry, RoomList, RoomOrder } from "../../protocol/operator.ts";
import { parseRoomName } from "../../protocol/room-name.ts";
import { admin } from "../i18n/admin.ts";
import { fullTime } from "../i18n/time.ts";
import { PAGE_ROOMS, query, refresh, showRooms } from "./desk.ts";
import { age, bytes, cost, number } from "./figures.ts";

interface RoomTableProps {
  readonly list: RoomList;
  readonly onOpen: (room: string) => void;
}

/** The columns of figures, and what each is sorted by. On a phone there is a place for the first two. */
const COLUMNS = {
  online: number,
  reports: number,
  entries: number,
  bytes,
  cost,
} satisfies Partial<Record<RoomOrder, (value: number) => string>>;
type Column = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as Column[];

/** One page of rooms. */
export function RoomTable({ list, onOpen }: RoomTableProps) {
  const { rooms, found } = list;
  const now = Date.now();
  return (
    <>
      <div class="rooms-head">
        <p class="muted" role="status">
          {admin.list.found(found)}
        </p>
        <button type="button" class="text-button" onClick={() => void refresh()}>
          {admin.list.refresh}
        </button>
      </div>
      {rooms.length === 0 ? (
        <Nothing onOpen={onOpen} />
      ) : (
        <table class="rooms">
          <thead>
            <tr>
              <Head order="room">{admin.list.room}</Head>
              {NAMES.map((name) => (
                <Head key={name} order={name}>
                  {admin.list.orders[name]}
                </Head>
              ))}
              <Head order="seen">{admin.list.seen}</Head>
            </tr>
          </thead>
          <tbody>
            {rooms.map((entry) => (
              <tr key={entry.room}>
                <RoomCell entry={entry} onOpen={onOpen} />
                {NAMES.map((name) => (
                  <td key={name} data-column={name} data-alarm={name === "reports" && entry.reports > 0}>
                    {COLUMNS[name](entry[name])}
                  </td>
                ))}
                <td data-column="seen">
                  <time dateTime={new Date(entry.seen).toISOString()} title={fullTime(entry.seen)}>
                    {age(entry.seen, now)}
                  </time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(found > PAGE_ROOMS || query.value.offset > 0) && <Pages shown={rooms.length} found={found} />}
    </>
  );
}

function Head({ order, children }: { readonly order: RoomOrder; readonly children: string }) {
  const isSorted = query.value.sort === order;
  return (
    <th
      scope="col"
      data-column={order}
      aria-sort={isSorted ? (order === "room" ? "ascending" : "descending") : undefined}
    >
      {children}
    </th>
  );
}

function RoomCell({ entry, onOpen }: { readonly entry: RoomEntry; readonly onOpen: (room: string) => void }) {
  const { room, title, direct, closed } = entry;
  const about = direct ? admin.list.direct : title;
  return (
    <th scope="row">
      <span class="room-line">
        <button type="button" class="room-name" onClick={() => onOpen(room)}>
          <bdi>{room}</bdi>
        </button>
        {closed && <span class="closed-mark">{admin.list.closed}</span>}
      </span>
      {about !== "" && (
        <span class="room-title">
          <bdi>{about}</bdi>
        </span>
      )}
    </th>
  );
}

/** There is none. One that has not told of itself yet may be there all the same. */
function Nothing({ onOpen }: Pick<RoomTableProps, "onOpen">) {
  const { q } = query.value;
  const name = parseRoomName(q.trim());
  return (
    <div class="nothing">
      <p>{q.trim() === "" ? admin.list.none : admin.list.nothing}</p>
      {name.ok && (
        <button type="button" class="button" onClick={() => onOpen(name.value)}>
          {admin.list.lookUp(name.value)}
        </button>
      )}
    </div>
  );
}

const turn = (to: number) => () => void showRooms({ offset: Math.max(0, to) });

function Pages({ shown, found }: { readonly shown: number; readonly found: number }) {
  const { offset } = query.value;
  return (
    <nav class="pages" aria-label={admin.list.found(found)}>
      <button type="button" class="button" disabled={offset === 0} onClick={turn(offset - PAGE_ROOMS)}>
        {admin.list.previous}
      </button>
      <span>{admin.list.range(Math.min(found, offset + 1), offset + shown, found)}</span>
      <button type="button" class="button" disabled={offset + shown >= found} onClick={turn(offset + PAGE_ROOMS)}>
        {admin.list.next}
      </button>
    </nav>
  );
}
