import { saidMentions } from "./asking.ts";
import { checkCommand } from "./commands.ts";
import { RoomError } from "./room-error.ts";
import type { OutgoingMessage, StoredMessage } from "./types.ts";

/**
 * A message as the server will keep it, on its way.
 * @throws RoomError where no server would take it.
 */
export function normalised({ id, text, replyTo, at, after, by, ...mentions }: StoredMessage): OutgoingMessage {
  const command = checkCommand({
    type: "send",
    id,
    text,
    ...saidMentions(mentions),
    ...(replyTo !== undefined && { replyTo }),
  });
  if (command.type !== "send") throw new RoomError("bad_command", "A message is sent.");
  const { text: clean } = command;
  return {
    id,
    text: clean,
    at,
    ...(replyTo !== undefined && { replyTo }),
    ...saidMentions(mentions),
    ...(after !== undefined && { after }),
    ...(by !== undefined && { by }),
    status: "sending",
  };
}
