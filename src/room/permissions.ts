import type { Message } from "../protocol/events.ts";
import type { You } from "../protocol/fields.ts";

/** What somebody may do to a message. */
export const MAY = {
  /** Words are their author's. */
  edit: (you: You, message: Pick<Message, "user">): boolean => you.id === message.user.id,
  delete: (you: You, message: Pick<Message, "user">): boolean => you.id === message.user.id,
};
