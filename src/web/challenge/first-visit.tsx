import { useEffect, useRef, useState } from "preact/hooks";
import { c } from "../i18n/challenge.ts";
import { t } from "../i18n/index.ts";
import { reasonText } from "../state/problems.ts";
import { newGuest } from "../state/room-api.ts";
import { Mark } from "../view/icons.tsx";
import { ChallengeFrame } from "./challenge-frame.tsx";

/** Stands before the room where the server asks who comes for the first time to show that they are no program [A5]. */
export function FirstVisit({ onPassed }: { readonly onPassed: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [problem, setProblem] = useState<string>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
    document.title = `${c.title} · ${t.product}`;
  }, []);
  const take = async (answer: string | undefined) => {
    if (answer === undefined) return setProblem(c.unreached);
    try {
      await newGuest(answer);
      onPassed();
    } catch (error) {
      setProblem(reasonText(error));
    }
  };
  return (
    <main class="notice-page">
      <div class="notice">
        <Mark />
        <h1 ref={heading} tabIndex={-1}>
          {c.title}
        </h1>
        <p>{c.text}</p>
        {problem === undefined ? (
          <ChallengeFrame key={tries} onAnswer={(answer) => void take(answer)} />
        ) : (
          <>
            <p class="is-problem" role="alert">
              {problem}
            </p>
            <button
              type="button"
              class="button primary"
              onClick={() => {
                setProblem(undefined);
                setTries(tries + 1);
              }}
            >
              {c.again}
            </button>
          </>
        )}
      </div>
    </main>
  );
}
