import type { Message } from "../../protocol/events.ts";
import type { User } from "../../protocol/fields.ts";

/** What one is seeing to: what can be done to somebody, a message that one finds wrong, or what moderators look at. */
export type Tending = {
  /** Takes the focus, where what had it is gone. */
  readonly onLost?: () => void;
} & (
  | {
      readonly kind: "person";
      readonly user: User;
      /** The place on screen of what asked for it. */
      readonly near: DOMRect;
      /** A message of theirs that it was asked for at. */
      readonly message?: Message;
    }
  | { readonly kind: "report"; readonly message: Message }
  | { readonly kind: "views" }
);
