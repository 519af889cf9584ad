import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { findLinks } from "../../protocol/links.ts";
import { hideSpoilers } from "../state/markup.ts";
import { watchNear } from "./near.ts";
import type { PreviewCardProps } from "./preview-card.tsx";

/** What the first link of a message leads to. A link that a spoiler hides has no card: it would tell what is hidden. */
export function LinkPreview(props: Omit<PreviewCardProps, "href">) {
  const href = findLinks(hideSpoilers(props.message.text)).find((part) => part.href !== undefined)?.href;
  return href === undefined ? null : <Place key={href} {...props} href={href} />;
}

/** The place of a card, which is fetched when that comes near to the screen. A message is all there without it. */
function Place(props: PreviewCardProps) {
  const place = useRef<HTMLDivElement>(null);
  const [Card, setCard] = useState<ComponentType<PreviewCardProps>>();
  useEffect(
    () =>
      watchNear(place.current!, () => {
        load().then(
          (view) => setCard(() => view),
          () => {},
        );
      }),
    [],
  );
  return <div ref={place}>{Card && <Card {...props} />}</div>;
}

async function load() {
  return (await import("./preview-card.tsx")).PreviewCard;
}
