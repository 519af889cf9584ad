import { useEffect, useRef } from "preact/hooks";
import { fetchKept } from "../state/kept-outbox.ts";

/** How long after the last key the draft is kept, in ms. */
const SAVE_AFTER_MS = 400;

/** Keeps what is being written in a room across reloads. */
export function useDraft(room: string, text: string, setText: (text: string) => void): void {
  const latest = useRef(text);
  /** Once what was kept is known. */
  const keep = useRef<(room: string, text: string) => Promise<void>>(undefined);
  latest.current = text;

  useEffect(() => {
    let isGone = false;
    const load = async () => {
      const { loadDraft, saveDraft } = await fetchKept();
      const draft = await loadDraft(room);
      if (isGone) return;
      keep.current = saveDraft;
      // Who is already writing keeps that.
      if (draft !== "" && latest.current === "") setText(draft);
    };
    const save = () => void keep.current?.(room, latest.current);
    // Where it cannot be fetched, nothing is kept.
    load().catch(() => {});
    addEventListener("pagehide", save);
    return () => {
      isGone = true;
      removeEventListener("pagehide", save);
      save();
    };
  }, [room]);

  useEffect(() => {
    const save = keep.current;
    if (!save) return undefined;
    const timer = setTimeout(() => void save(room, text), text === "" ? 0 : SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
}
