import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/index.ts";
import type { Session } from "../state/session.ts";
import { watchNear } from "./near.ts";
import type { Quiet } from "./quiet.ts";

interface OlderMessagesProps {
  readonly session: Session;
  /** The oldest message held. With each page it is another one, and the top is looked at again. */
  readonly firstSeq: number | undefined;
  /** An older page is no news. */
  readonly quiet: Quiet;
}

/** Loads older messages when the top of the log comes near, or by a press where that failed. */
export function OlderMessages({ session, firstSeq, quiet }: OlderMessagesProps) {
  const ref = useRef<HTMLDivElement>(null);
  const isLoading = useSignal(false);
  const isOnline = session.state.value.status === "online";

  const load = async () => {
    if (isLoading.peek()) return;
    isLoading.value = true;
    const release = quiet.hold();
    try {
      await session.client.loadOlder();
    } catch {
      // The button stays, for another try.
    } finally {
      isLoading.value = false;
      release();
    }
  };

  useEffect(() => {
    const top = ref.current;
    if (!top || !isOnline) return undefined;
    return watchNear(top, () => void load());
  }, [firstSeq, isOnline]);

  return (
    <div ref={ref} class="older">
      <button type="button" class="text-button" aria-disabled={isLoading.value} onClick={() => void load()}>
        {isLoading.value ? t.log.loading : t.log.older}
      </button>
    </div>
  );
}
