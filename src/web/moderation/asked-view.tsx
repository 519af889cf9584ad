import type { ComponentChildren } from "preact";
import { m } from "../i18n/moderation.ts";
import type { Asked } from "./use-asked.ts";

interface AskedViewProps {
  readonly asked: Asked;
  /** What is said where the answer has nothing in it; undefined where it has. */
  readonly nothing?: string | undefined;
  readonly children: ComponentChildren;
}

/** What the room answered, or that it did not. */
export function AskedView({ asked: { isThere, problem, again }, nothing, children }: AskedViewProps) {
  return (
    <>
      {problem !== undefined && (
        <div role="alert" class="asked-problem">
          <p class="is-problem">{problem}</p>
          <button type="button" class="text-button" onClick={again}>
            {m.again}
          </button>
        </div>
      )}
      {!isThere && problem === undefined && <p class="muted">{m.loading}</p>}
      {isThere && nothing !== undefined && <p class="muted nothing">{nothing}</p>}
      {isThere && children}
    </>
  );
}
