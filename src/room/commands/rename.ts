import type { CommandOf } from "../../protocol/commands.ts";
import type { Link } from "../link.ts";
import type { Outcome, Room } from "../room.ts";

/** Takes another name, on all connections of the user in this room. A guest is given a token that says it. */
export async function rename(room: Room, link: Link, { name }: CommandOf<"rename">): Promise<Outcome> {
  const { id } = link.state.you;
  const token = await room.ports.renew({ ...link.state.you, name });
  const was = link.state.you.name;
  room.rename(id, name);
  const ack = { you: link.state.you, ...(token === undefined ? {} : { token }) };
  const isNews = was !== name && room.outbox.links.has(link);
  return isNews ? { ack, announce: { type: "rename", user: { id, name }, was } } : { ack };
}
