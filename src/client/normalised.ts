import { saidMentions } from "./asking.ts";
import { checkSend } from "./commands.ts";
import type { OutgoingMessage, StoredMessage } from "./types.ts";

/**
 * A message as the server will keep it, on its way.
 * @throws RoomError where no server would take it.
 */
export function normalised({ id, text, replyTo, at, after, by, ...mentions }: StoredMessage): OutgoingMessage {
  const { text: clean } = checkSend({
    type: "send",
    id,
    text,
    ...saidMentions(mentions),
    ...(replyTo !== undefined && { replyTo }),
  });
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
