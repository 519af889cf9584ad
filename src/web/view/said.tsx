import { actionOf } from "../../protocol/action.ts";
import type { User } from "../../protocol/fields.ts";
import { UserName } from "./avatar.tsx";
import { MessageText } from "./message-text.tsx";

interface SaidProps {
  readonly text: string;
  readonly isEdited?: boolean;
  /** Whose it is. */
  readonly user: User | undefined;
  /** Tells the user from another of the same name. */
  readonly tag: string;
}

/** What a message says, or who does what [E5]. */
export function Said({ text, isEdited = false, user, tag }: SaidProps) {
  const action = actionOf(text);
  const words = <MessageText text={action ?? text} isEdited={isEdited} />;
  if (!action) return words;
  return (
    <div class="action">
      {user && <UserName user={user} tag={tag} />} {words}
    </div>
  );
}
