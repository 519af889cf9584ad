import { later } from "../i18n/later.ts";
import { labelIn } from "../state/people.ts";
import type { Session } from "../state/session.ts";

/** Names that are told; of the others only how many they are. */
const NAMES = 5;

/** Who has read all that was said, in a room that tells. */
export function SeenBy({ session }: { readonly session: Session }) {
  const { readers, messages, you } = session.state.value;
  const last = messages.at(-1);
  if (!last) return null;
  const seen = readers.filter(({ user, seq }) => seq >= last.seq && user.id !== you?.id && user.id !== last.user.id);
  if (seen.length === 0) return null;
  const names = seen.slice(0, NAMES).map(({ user }) => labelIn(user, session.shared.value));
  return <p class="seen-by">{later.log.seenBy(names, seen.length - names.length)}</p>;
}
