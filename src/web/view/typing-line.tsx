import { isolate } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { labelIn } from "../state/people.ts";
import type { Session } from "../state/session.ts";

/** Who is typing. Its line is always there, so that nothing moves; it is not read out, for it changes all the time. */
export function TypingLine({ session }: { readonly session: Session }) {
  const { typing: typists, status } = session.state.value;
  // Away from the room one cannot know.
  const typing = status === "online" ? typists : [];
  return (
    <p class="typing" aria-live="off">
      {typing.length > 0 && (
        <>
          <span class="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span class="typing-names">
            {t.typing(typing.map((user) => isolate(labelIn(user, session.shared.value))))}
          </span>
        </>
      )}
    </p>
  );
}
