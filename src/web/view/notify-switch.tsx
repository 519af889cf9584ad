import { useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { setNotifications, wantsNotifications } from "../state/attention.ts";

/** Whether one is told of mentions while the page is behind others. */
export function NotifySwitch() {
  const [isOn, setOn] = useState(wantsNotifications());
  if (!("Notification" in globalThis)) return null;
  const isDenied = Notification.permission === "denied";
  return (
    <div class="switch-line">
      <label class="switch">
        <input
          type="checkbox"
          checked={isOn}
          disabled={isDenied}
          aria-describedby="notify-hint"
          onChange={(event) => void setNotifications(event.currentTarget.checked).then(setOn)}
        />
        {t.notify.label}
      </label>
      <p id="notify-hint" class="field-note">
        {isDenied ? t.notify.denied : t.notify.hint}
      </p>
    </div>
  );
}
