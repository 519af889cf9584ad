import { later } from "../i18n/later.ts";
import { DownIcon } from "./action-icons.tsx";
import { focusComposer } from "./focus.ts";

interface JumpToLatestProps {
  /** Messages that one has not read. */
  readonly count: number;
  readonly onJump: () => void;
}

/** The way to the end of the log. */
export function JumpToLatest({ count, onJump }: JumpToLatestProps) {
  return (
    <button
      type="button"
      class="jump"
      aria-label={count > 0 ? later.log.latestCount(count) : later.log.latest}
      // Focus stays where one writes, or the keyboard of a phone would close.
      onPointerDown={(event) => event.preventDefault()}
      onClick={(event) => {
        if (document.activeElement === event.currentTarget) focusComposer();
        onJump();
      }}
    >
      <DownIcon />
      {count > 0 && (
        <span class="badge" aria-hidden="true">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </button>
  );
}
