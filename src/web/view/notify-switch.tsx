import { useState } from "preact/hooks";
import { later } from "../i18n/later.ts";
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
        {later.notify.label}
      </label>
      <p id="notify-hint" class="field-note">
        {isDenied ? later.notify.denied : later.notify.hint}
      </p>
    </div>
  );
}
