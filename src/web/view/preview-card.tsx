import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../../protocol/events.ts";
import type { LinkPreview } from "../../protocol/link-preview.ts";
import { later } from "../i18n/later.ts";
import { hidePreview, isPreviewHidden } from "../state/hidden-previews.ts";
import { patience, previewOf } from "../state/previews.ts";
import { CloseIcon } from "./icons.tsx";
import { keepPlace } from "./keep-place.ts";

export interface PreviewCardProps {
  readonly room: string;
  readonly message: Message;
  readonly isOwn: boolean;
  readonly href: string;
}

/** A card that says what a link leads to, in the words of the page itself. Not read out by itself: it comes after the message. */
export function PreviewCard({ room, message, isOwn, href }: PreviewCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const settle = useRef(() => {});
  const [preview, setPreview] = useState<LinkPreview>();

  const show = (found: LinkPreview | undefined) => {
    if (card.current) settle.current = keepPlace(card.current);
    setPreview(found);
  };
  useLayoutEffect(() => void settle.current(), [preview]);
  useEffect(() => {
    if (isPreviewHidden(room, message) || new URL(href).host === location.host) return undefined;
    let isGone = false;
    void previewOf(href, patience(Date.now() - message.at, isOwn)).then((found) => !isGone && found && show(found));
    return () => void (isGone = true);
  }, []);

  return (
    <div ref={card} class="preview" aria-live="off" hidden={!preview}>
      {preview && (
        <>
          <CardLink href={href} preview={preview} />
          <button
            type="button"
            class="icon-button"
            aria-label={later.preview.hide}
            onClick={() => {
              hidePreview(room, message);
              show(undefined);
              // The button that was pressed goes.
              card.current?.closest<HTMLElement>("[data-message]")?.focus({ preventScroll: true });
            }}
          >
            <CloseIcon />
          </button>
        </>
      )}
    </div>
  );
}

/**
 * All of it is the link. What a page calls itself is its own word, so its host stands beside it, and is never cut. It runs as the
 * title does: `dir="auto"` passes over what is isolated.
 */
function CardLink({ href, preview }: { readonly href: string; readonly preview: LinkPreview }) {
  const { url, title, description, site } = preview;
  return (
    <a class="preview-link" href={href} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
      <span class="preview-site">
        {site !== undefined && <bdi>{site}</bdi>} <bdi>{new URL(url).host}</bdi>
      </span>
      <strong class="preview-title">{title}</strong>
      {description !== undefined && (
        <span class="preview-description">
          <bdi>{description}</bdi>
        </span>
      )}
    </a>
  );
}
