import { useMemo, useRef } from "preact/hooks";
import type { Message } from "../../protocol/events.ts";
import { startOfDay } from "../state/day.ts";
import { today } from "../state/device.ts";
import type { Session } from "../state/session.ts";
import { type Block, buildTimeline } from "../state/timeline.ts";
import { BlockView } from "./block.tsx";

interface StretchProps {
  readonly session: Session;
  /** Ascending by `seq`; others may stand between them in the log. */
  readonly messages: readonly Message[];
  readonly ownId: string | undefined;
  /** What stands before them. */
  readonly previous?: Message | undefined;
}

/** Some messages, arranged as in the log. */
export function Stretch({ session, messages, ownId, previous }: StretchProps) {
  const kept = useRef<readonly Block[]>([]);
  const blocks = useMemo(() => {
    const input = { messages, notes: [], unreadAfter: undefined, more: false, ownId };
    kept.current = buildTimeline(input, kept.current);
    const isSameDay = previous && messages[0] && startOfDay(previous.at) === startOfDay(messages[0].at);
    // The day stands above that already.
    return isSameDay ? kept.current.map((block, index) => (index === 0 ? withoutDay(block) : block)) : kept.current;
  }, [messages, ownId, previous]);
  return (
    <>
      {blocks.map((block) => (
        <BlockView
          key={block.key}
          session={session}
          block={block}
          ownId={ownId}
          shared={session.shared.value}
          today={today.value}
        />
      ))}
    </>
  );
}

function withoutDay({ key, items }: Block): Block {
  return { key, items: items.slice(1) };
}
