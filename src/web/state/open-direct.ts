import type { User } from "../../protocol/fields.ts";
import { i } from "../i18n/inbox.ts";
import { ownInbox } from "./inbox.ts";
import { navigate } from "./navigation.ts";
import { reasonText } from "./problems.ts";
import { roomPath } from "./route.ts";
import { showToast } from "./toast.ts";

/** Opens the conversation with somebody, or tells why that cannot be. */
export async function openDirect(user: User): Promise<void> {
  try {
    const direct = await ownInbox()?.openDirect(user);
    if (direct) navigate(roomPath(direct.room));
  } catch (error) {
    showToast(i.failed(reasonText(error)));
  }
}
