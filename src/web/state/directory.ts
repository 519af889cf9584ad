import { useEffect, useState } from "preact/hooks";
import { Directory, type DirectoryState } from "../../client/directory.ts";
import type { DirectoryPage, Listing } from "../../protocol/directory.ts";
import { byPeople, fits, searchedOf, wordsOf } from "../../protocol/directory-order.ts";

/** How long somebody types before the server is asked, ms. */
const TYPING_MS = 250;

/** What of the directory is shown. */
export interface Shown {
  readonly rooms: readonly Listing[];
  /** How many there are that fit, those included that are not known here. */
  readonly total: number;
}

/** The public rooms that fit, live, for as long as this is shown. @returns undefined until they are known */
export function useDirectory(query: string): Shown | undefined {
  const [directory] = useState(() => new Directory({ url: location.origin }));
  const [state, setState] = useState<DirectoryState>(directory.state.value);
  useEffect(() => {
    const forget = directory.state.subscribe(setState);
    directory.connect();
    return () => {
      forget();
      directory.close();
    };
  }, []);
  const { rooms, total } = state;
  // Where all of them are known here nobody need be asked.
  const isAsked = rooms !== undefined && total > rooms.length && wordsOf(query).length > 0;
  const found = useFound(directory, isAsked ? query : "");
  return rooms && shownOf({ rooms, total }, query, found);
}

/** What the server finds. @param query empty where it is not asked @returns undefined until it has answered this very question */
function useFound(directory: Directory, query: string): DirectoryPage | undefined {
  const [found, setFound] = useState<{ readonly query: string; readonly page: DirectoryPage }>();
  useEffect(() => {
    if (query === "") return undefined;
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const page = await directory.search(query, abort.signal);
        if (!abort.signal.aborted) setFound({ query, page });
      } catch {
        // What is known here is shown all the same.
      }
    };
    const timer = setTimeout(() => void ask(), TYPING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query]);
  return found?.query === query ? found.page : undefined;
}

/** Of what is known here, which is live, and what the server has found beside it, what fits. */
export function shownOf(known: Shown, query: string, found: DirectoryPage | undefined): Shown {
  const words = wordsOf(query);
  if (words.length === 0) return known;
  const names = new Set(known.rooms.map(({ room }) => room));
  const rooms = [
    ...known.rooms.filter((listing) => fits(searchedOf(listing), words)),
    ...(found?.rooms.filter(({ room }) => !names.has(room)) ?? []),
  ].sort(byPeople);
  return { rooms, total: Math.max(rooms.length, found?.total ?? 0) };
}

/** Rooms in the order of before, and behind them those that are new: nothing moves away from whoever is about to press it. */
export function inOrderOf(before: readonly Listing[], rooms: readonly Listing[]): readonly Listing[] {
  const places = new Map(before.map(({ room }, place) => [room, place]));
  const placeOf = ({ room }: Listing): number => places.get(room) ?? before.length;
  return rooms.toSorted((one, other) => placeOf(one) - placeOf(other));
}
