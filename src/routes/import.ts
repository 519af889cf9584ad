import { IMPORTS_PERIOD_S } from "../platform-quotas.ts";
import { importMaxBytes } from "../variables.ts";
import { networkOf } from "../preview/ip.ts";
import type { RoomDescription } from "../protocol/answers.ts";
import { isGuest } from "../protocol/fields.ts";
import { fail } from "../protocol/result.ts";
import { Import, type ImportTarget } from "../transfer/import.ts";
import type { ExportEntry } from "../protocol/transfer.ts";
import { discard } from "./discard.ts";
import { identifyHeldVisitor } from "./identify.ts";
import { inRoom } from "./messages.ts";
import { problemResponse } from "./problem.ts";

const TOO_MANY = fail("rate_limited", "Too many rooms were brought in in a short time.", IMPORTS_PERIOD_S * 1000);
const SWITCHED_OFF = fail("forbidden", "Rooms are not brought in here.");

/** `POST /api/rooms/:room/import` [R8]: puts what a file says in the place of a room's log. Its owner has the token to do so. 200 with the room. */
export const importRoom = inRoom(async (c, room, name) => {
  const { body } = c.req.raw;
  const maxBytes = importMaxBytes(c.env);

  /** Who may not, or sends too much, is told so before any of it is read. */
  const bringIn = async () => {
    if (maxBytes === 0) return SWITCHED_OFF;
    const owner = await identifyHeldVisitor(c, { room: name });
    if (!owner.ok) return owner;
    const owned = await room.mayImport(owner.value);
    if (!owned.ok) return owned;
    if (Number(c.req.header("Content-Length") ?? 0) > maxBytes) return tooBig(maxBytes);
    const client = networkOf(c.req.header("CF-Connecting-IP") ?? "unknown");
    const { success } = await c.env.IMPORTS_BY_CLIENT.limit({ key: client });
    if (!success) return TOO_MANY;
    const isByGuest = isGuest(owner.value.identity.you.id);
    const target: ImportTarget<RoomDescription> = {
      begin: (header) => room.beginImport(owner.value, header),
      add: (id, entries) => room.addToImport(id, isByGuest ? entries.map(withoutPicture) : entries),
      finish: (id) => room.finishImport(owner.value, id),
      abandon: (id) => room.abandonImport(id),
    };
    return new Import(target, maxBytes, Date.now()).take(body ?? new Blob([]).stream());
  };

  const work = bringIn();
  // Whoever hangs up leaves something to be cleared away.
  c.executionCtx.waitUntil(work.catch(() => undefined));
  const brought = await work;
  if (brought.ok) return c.json(brought.value);
  await discard(body);
  return problemResponse(brought.error);
});

/** [I4] A picture is fetched by whoever looks at the room: no guest says from where. */
function withoutPicture(entry: ExportEntry): ExportEntry {
  const { picture: _, ...user } = entry.user;
  return { ...entry, user };
}

function tooBig(maxBytes: number) {
  return fail("too_big", `A file has at most ${maxBytes} bytes.`);
}
