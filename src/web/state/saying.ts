import { actionOf } from "../../protocol/action.ts";
import type { Message } from "../../protocol/events.ts";
import { plainText } from "./markdown.ts";

/** A message by itself, in one line, with nothing of a spoiler: what was said, or who does what [E5]. */
export function sayingOf({ user, text }: Pick<Message, "user" | "text">): string {
  const action = actionOf(text);
  return action ? `${user.name} ${plainText(action)}` : plainText(text);
}
