import * as v from "valibot";
import { Send } from "./commands.ts";
import { Name } from "./fields.ts";

/** The body that asks for an identity. */
export const SessionRequest = v.object({ name: v.optional(Name) });

/** [T5] The body that sends a message: the command without what the address says already. */
export const MessageRequest = v.omit(Send, ["type"]);
