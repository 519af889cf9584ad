import { useState } from "preact/hooks";
import { isOfAddress, type User } from "../../protocol/fields.ts";
import { i } from "../i18n/inbox.ts";
import { openDirect } from "../state/open-direct.ts";
import { Icon } from "./icons.tsx";

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
    await openDirect(user);
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
      <LetterIcon />
    </button>
  );
}

export const LetterIcon = () => (
  <Icon>
    <path d="M4 5.500h16v10.500H11l-4.500 4v-4H4z" />
  </Icon>
);
