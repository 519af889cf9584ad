import type { TargetedSubmitEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { isWithinCodePoints } from "../../protocol/fields.ts";
import { NOTICE_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import type { Notice } from "../../protocol/operator.ts";
import { admin } from "../i18n/admin.ts";
import { showToast } from "../state/toast.ts";
import { Dialog } from "../view/dialog.tsx";
import { lastNotice, reasonOf, sendNotice } from "./desk.ts";
import { age } from "./figures.ts";
import { FormEnd } from "./form-end.tsx";

/** How often it is asked how far a notice has come that is on its way, in ms. */
const ASK_MS = 2_000;

/** Tells everybody something. */
export function NoticeDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  const judge = (): string | undefined => {
    if (text.trim() === "") return admin.notice.empty;
    return isWithinCodePoints(text.trim(), NOTICE_MAX_CODE_POINTS)
      ? undefined
      : admin.notice.long(NOTICE_MAX_CODE_POINTS);
  };
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const why = judge() ?? (await sendNotice(text).then(() => undefined, reasonOf));
    setBusy(false);
    if (why === undefined) {
      showToast(admin.notice.done);
      return onClose();
    }
    setProblem(why);
    field.current?.focus();
  };

  return (
    <Dialog title={admin.notice.title} shape="card" onClose={onClose}>
      <form class="step" onSubmit={(event) => void submit(event)} noValidate>
        <p>{admin.notice.hint}</p>
        <div class="field">
          <label for="notice">{admin.notice.label}</label>
          <textarea
            ref={field}
            id="notice"
            rows={3}
            dir="auto"
            autofocus
            value={text}
            aria-describedby="notice-note"
            aria-invalid={problem !== undefined}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
          <p id="notice-note" class={problem === undefined ? "field-note" : "field-note is-problem"}>
            <span aria-live="polite">{problem}</span>
          </p>
        </div>
        <FormEnd submit={admin.notice.submit} kind="primary" isBusy={isBusy} onBack={onClose} />
      </form>
      <LastNotice />
    </Dialog>
  );
}

/** What was told last, and to how many. */
function LastNotice() {
  const [last, setLast] = useState<Notice>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const look = async (): Promise<void> => {
      const notice = await lastNotice().catch(() => undefined);
      if (isGone) return;
      setLast(notice);
      if (notice?.done === false) timer = setTimeout(() => void look(), ASK_MS);
    };
    void look();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);
  if (!last) return null;
  return (
    <section class="last-notice">
      <h3>
        {admin.notice.last}, {age(last.at, Date.now())}
      </h3>
      <p dir="auto">{last.text}</p>
      <p class="muted" role="status">
        {admin.notice.reached(last.rooms, last.people)}
        {!last.done && `, ${admin.notice.going}`}
      </p>
    </section>
  );
}
