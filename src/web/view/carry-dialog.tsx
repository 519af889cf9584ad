import { generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Carried } from "../../protocol/answers.ts";
import { carry } from "../i18n/carry.ts";
import { timeOfDay } from "../i18n/time.ts";
import { carryLink } from "../state/carry.ts";
import { isTouch } from "../state/device.ts";
import { reasonText } from "../state/problems.ts";
import { makeCarry } from "../state/room-api.ts";
import { shareOr } from "../state/share.ts";
import { showToast } from "../state/toast.ts";
import { Dialog } from "./dialog.tsx";
import "./carry-styles.ts";

/** Light modules around the picture, without which a camera does not find it. */
const QUIET = 4;

/** [N2] Shows the link by which another device becomes this guest, as a picture too. */
export function CarryDialog({ onClose }: { readonly onClose: () => void }) {
  const [made, setMade] = useState<Carried>();
  const [isLate, setLate] = useState(false);
  const [problem, setProblem] = useState<string>();

  const make = () => {
    setMade(undefined);
    setProblem(undefined);
    setLate(false);
    makeCarry().then(setMade, (error: unknown) => setProblem(carry.failed(reasonText(error))));
  };
  useEffect(make, []);
  useEffect(() => {
    if (!made) return undefined;
    const timer = setTimeout(() => setLate(true), Math.max(0, made.expires - Date.now()));
    return () => clearTimeout(timer);
  }, [made]);

  return (
    <Dialog title={carry.title} shape="card" onClose={onClose}>
      <p>{carry.words}</p>
      {made && !isLate ? (
        <CarryLink link={carryLink(made.code)} expires={made.expires} />
      ) : problem === undefined && !isLate ? (
        <p class="muted" role="status">
          {carry.waiting}
        </p>
      ) : (
        <>
          <p class="is-problem" role="alert">
            {problem ?? carry.late}
          </p>
          <div class="actions">
            <button type="button" class="button primary" onClick={make}>
              {carry.again}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function CarryLink({ link, expires }: { readonly link: string; readonly expires: number }) {
  const field = useRef<HTMLInputElement>(null);
  const code = generate(link);
  const size = code.size + 2 * QUIET;

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      showToast(carry.copied);
    } catch {
      // There is no clipboard on plain http.
      field.current?.select();
      showToast(carry.copyFailed);
    }
  };

  return (
    <>
      <svg class="carry-code" role="img" aria-label={carry.picture} viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}>
        <path d={toSvgPath(code)} />
      </svg>
      <div class="carry-link">
        <input
          ref={field}
          readOnly
          aria-label={carry.link}
          dir="ltr"
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button" onClick={() => void copy()}>
          {carry.copy}
        </button>
        {isTouch.value && "share" in navigator && (
          <button type="button" class="button" onClick={() => void shareOr({ url: link }, copy)}>
            {carry.share}
          </button>
        )}
      </div>
      <p class="field-note">{carry.secret(timeOfDay(expires))}</p>
    </>
  );
}
