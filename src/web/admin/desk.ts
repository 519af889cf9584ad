import { type ReadonlySignal, signal } from "@preact/signals";
import { RoomError } from "../../client/room-error.ts";
import type { LastNotice, Notice, RoomInspection, RoomList, RoomOrder } from "../../protocol/operator.ts";
import { admin } from "../i18n/admin.ts";
import { askApi } from "../state/ask-api.ts";

/** Where the secret is kept: in this tab, until it is closed. */
const KEPT_AS = "parley.operator";
/** Rooms on a page. */
export const PAGE_ROOMS = 50;

/** Which rooms are shown. */
export interface RoomQuery {
  readonly q: string;
  readonly sort: RoomOrder;
  readonly offset: number;
}

const FIRST: RoomQuery = { q: "", sort: "seen", offset: 0 };
const shown = signal<RoomQuery>(FIRST);
const known = signal<string | undefined>(readSecret());
const listed = signal<RoomList | undefined>(undefined);
const wrong = signal<string | undefined>(undefined);
let loads = 0;

/** The operator's secret, once it has been shown; nobody is the operator until then. */
export const secret: ReadonlySignal<string | undefined> = known;
/** Which rooms are shown. */
export const query: ReadonlySignal<RoomQuery> = shown;
/** These rooms; undefined until they are there. */
export const list: ReadonlySignal<RoomList | undefined> = listed;
/** Why they could not be loaded. */
export const listProblem: ReadonlySignal<string | undefined> = wrong;

/** Why something was not done, in the viewer's language; the server's own sentence where its code has none. */
export function reasonOf(error: unknown): string {
  const { code, message } = error instanceof RoomError ? error : new RoomError("internal", "");
  return admin.problem[code] ?? message;
}

/** Shows the server a secret. @throws RoomError where it is another one */
export async function signIn(wanted: string): Promise<void> {
  const first = (await askApi("GET", `admin/${pathOf(FIRST)}`, wanted)) as RoomList;
  keepSecret(wanted);
  shown.value = FIRST;
  listed.value = first;
  wrong.value = undefined;
  known.value = wanted;
}

/** Nobody is the operator any more. */
export function signOut(): void {
  keepSecret(undefined);
  loads++;
  known.value = undefined;
  listed.value = undefined;
}

/** Shows other rooms, or the same ones anew. */
export async function showRooms(change: Partial<RoomQuery> = {}): Promise<void> {
  // Whoever looks for something else begins with the first that is found.
  const wanted = (shown.value = { ...shown.value, offset: 0, ...change });
  const load = ++loads;
  try {
    const answer = (await askAdmin("GET", pathOf(wanted))) as RoomList;
    if (load !== loads) return;
    listed.value = answer;
    wrong.value = undefined;
  } catch (error) {
    if (load === loads) wrong.value = reasonOf(error);
  }
}

/** The same rooms, as they are known by now. */
export function refresh(): Promise<void> {
  return showRooms({ offset: shown.value.offset });
}

/** All that there is to see of a room. */
export async function inspectRoom(room: string): Promise<RoomInspection> {
  return (await askAdmin("GET", pathOfRoom(room))) as RoomInspection;
}

/** Lets nobody into a room any more. @param reason as everybody is told */
export async function closeRoom(room: string, reason: string): Promise<RoomInspection> {
  return (await askAdmin("POST", `${pathOfRoom(room)}/close`, { reason })) as RoomInspection;
}

/** Lets people in again. */
export async function reopenRoom(room: string): Promise<RoomInspection> {
  return (await askAdmin("POST", `${pathOfRoom(room)}/reopen`)) as RoomInspection;
}

/** Deletes a room, with all that is in it. */
export async function removeRoom(room: string): Promise<void> {
  await askAdmin("DELETE", pathOfRoom(room));
}

/** What everybody was told last. */
export async function lastNotice(): Promise<Notice | undefined> {
  return ((await askAdmin("GET", "notice")) as LastNotice).notice;
}

/** Tells everybody something. */
export async function sendNotice(text: string): Promise<void> {
  await askAdmin("POST", "notice", { text });
}

/** Asks as the operator. Where the secret is another one by now, one is asked for it again. */
async function askAdmin(method: string, path: string, body?: object): Promise<unknown> {
  try {
    return await askApi(method, `admin/${path}`, known.value, body);
  } catch (error) {
    if (error instanceof RoomError && error.code === "unauthorized") signOut();
    throw error;
  }
}

function pathOf({ q, sort, offset }: RoomQuery): string {
  return `rooms?${new URLSearchParams({ q, sort, offset: String(offset), limit: String(PAGE_ROOMS) })}`;
}

function pathOfRoom(room: string): string {
  return `rooms/${encodeURIComponent(room)}`;
}

/** `sessionStorage` may be forbidden: then one is asked anew. */
function readSecret(): string | undefined {
  try {
    return sessionStorage.getItem(KEPT_AS) ?? undefined;
  } catch {
    return undefined;
  }
}

function keepSecret(value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(KEPT_AS);
    else sessionStorage.setItem(KEPT_AS, value);
  } catch {
    // The page works the same until it is left.
  }
}
