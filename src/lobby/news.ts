import type { DirectoryEvent, DirectoryPage, Listing } from "../protocol/directory.ts";

type Change = Extract<DirectoryEvent, { type: "change" }>;

/** What has to be said to whoever was told one thing, for them to know another. @returns undefined where that is the same */
export function changeOf(before: DirectoryPage, now: DirectoryPage): Change | undefined {
  const known = new Map(before.rooms.map((listing) => [listing.room, listing]));
  const held = new Set(now.rooms.map(({ room }) => room));
  const rooms = now.rooms.filter((listing) => !isSame(known.get(listing.room), listing));
  const gone = before.rooms.map(({ room }) => room).filter((room) => !held.has(room));
  if (rooms.length === 0 && gone.length === 0 && before.total === now.total) return undefined;
  return { type: "change", rooms, gone, total: now.total };
}

function isSame(one: Listing | undefined, other: Listing): boolean {
  if (one === other) return true;
  return one !== undefined && (Object.keys(other) as (keyof Listing)[]).every((field) => one[field] === other[field]);
}
