import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { later } from "../i18n/later.ts";
import { copyCode } from "./copy-code.ts";
import type { Run } from "./highlight.ts";
import { useHighlight } from "./use-highlight.ts";

interface CodeBlockProps {
  /** What was typed after the first marks; may be empty. */
  readonly language: string;
  readonly text: string;
}

/** Code on lines of its own, in colours once these are there. */
export function CodeBlock({ language, text }: CodeBlockProps) {
  const { runs, isLate } = useHighlight(language, text);
  const code = useRef<HTMLElement>(null);
  return (
    <CodeView
      language={language}
      runs={runs}
      isLate={isLate}
      code={code}
      onCopy={() => void copyCode(text, code.current)}
    />
  );
}

interface CodeViewProps {
  readonly language: string;
  readonly runs: readonly Run[];
  /** Whether its colours came after it was shown. */
  readonly isLate: boolean;
  readonly code: RefObject<HTMLElement | null>;
  readonly onCopy: () => void;
}

/** Code, what it is in, and what copies it. */
export function CodeView({ language, runs, isLate, code, onCopy }: CodeViewProps) {
  return (
    <div class="code" dir="ltr">
      <div class="code-head">
        <span class="code-language">{language}</span>
        <button type="button" class="icon-button" aria-label={later.code.copy} onClick={onCopy}>
          <svg
            viewBox="0 0 24 24"
            width="18"
            height="18"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            aria-hidden="true"
          >
            <path d="M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9" stroke-linejoin="round" />
          </svg>
        </button>
      </div>
      {/* Scrolled by the keyboard, too. */}
      <pre role="group" tabIndex={0} aria-label={`${later.code.label} ${language}`.trim()}>
        {/* Colours that come later are no news. */}
        <code ref={code} aria-live={isLate ? "off" : undefined}>
          {runs.map(({ text, className }) => (className === undefined ? text : <span class={className}>{text}</span>))}
        </code>
      </pre>
    </div>
  );
}
