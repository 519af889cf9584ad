import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { hasNetwork } from "../state/device.ts";
import type { Session } from "../state/session.ts";
import { focusComposer } from "./focus.ts";

/** Says that the connection is gone, and when it is tried again. Nothing while all is well. */
export function ConnectionBar({ session }: { readonly session: Session }) {
  const { status, retryAt, you } = session.state.value;
  const isOffline = !hasNetwork.value && status !== "refused";
  // The first attempt is not another one: the log says that one is joining.
  const wasAway = useRef(false);
  wasAway.current =
    isOffline || status === "waiting" || (status === "connecting" && (you !== undefined || wasAway.current));
  return (
    <div class="connection" role="status">
      {wasAway.current && (
        <Bar>
          {isOffline ? t.connection.offline : <Wait retryAt={status === "waiting" ? retryAt : undefined} />}
          {!isOffline && (
            <button
              type="button"
              class="text-button"
              aria-disabled={status !== "waiting"}
              onClick={() => session.client.reconnect()}
            >
              {t.connection.now}
            </button>
          )}
        </Bar>
      )}
    </div>
  );
}

function Bar({ children }: { readonly children: ComponentChildren }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => () => {
      if (ref.current?.contains(document.activeElement)) focusComposer();
    },
    [],
  );
  return (
    <div ref={ref} class="connection-bar">
      <span class="connection-dot" aria-hidden="true" />
      {children}
    </div>
  );
}

/** The seconds left are for the eye: read out, they would talk over everything. */
function Wait({ retryAt }: { readonly retryAt: number | undefined }) {
  const seconds = useSecondsUntil(retryAt);
  if (seconds === 0) return <span>{t.connection.reconnecting}</span>;
  return (
    <>
      <span class="sr-only">{t.connection.reconnecting}</span>
      <span class="connection-wait" aria-hidden="true">
        {t.connection.reconnectingIn(seconds)}
      </span>
    </>
  );
}

function useSecondsUntil(time: number | undefined): number {
  const left = () => (time === undefined ? 0 : Math.max(0, Math.ceil((time - Date.now()) / 1000)));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    if (time === undefined) return undefined;
    const timer = setInterval(() => setSeconds(left()), 250);
    return () => clearInterval(timer);
  }, [time]);
  return seconds;
}
