import { useState } from "preact/hooks";
import { isOfAddress, type User } from "../../protocol/fields.ts";
import { i } from "../i18n/inbox.ts";
import { ownInbox } from "../state/inbox.ts";
import { navigate } from "../state/navigation.ts";
import { roomPath } from "../state/route.ts";
import { showToast } from "../state/toast.ts";
import { Icon } from "./icons.tsx";
import { reasonOf } from "./inbox-reason.ts";

interface MessagePersonProps {
  readonly user: User;
  /** What they are called here, told from others. */
  readonly label: string;
}

/** Opens the conversation with somebody. Who is many, for they came without a token, has none. */
export function MessagePerson({ user, label }: MessagePersonProps) {
  const [isBusy, setBusy] = useState(false);
  if (isOfAddress(user.id)) return null;
  const open = async () => {
    if (isBusy) return;
    setBusy(true);
    try {
      const direct = await ownInbox()?.openDirect(user);
      if (direct) navigate(roomPath(direct.room));
    } catch (error) {
      showToast(i.failed(reasonOf(error)));
    }
    setBusy(false);
  };
  return (
    <button
      type="button"
      class="icon-button message-person"
      aria-label={i.message(label)}
      title={i.message(label)}
      onClick={() => void open()}
    >
      <Icon>
        <path d="M4 5.500h16v10.500H11l-4.500 4v-4H4z" />
      </Icon>
    </button>
  );
}
