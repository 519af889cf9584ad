import { useEffect, useRef } from "preact/hooks";
import { loadDraft, saveDraft } from "../state/drafts.ts";

/** How long after the last key the draft is kept, in ms. */
const SAVE_AFTER_MS = 400;

/** Keeps what is being written in a room across reloads. */
export function useDraft(room: string, text: string, setText: (text: string) => void): void {
  const latest = useRef(text);
  const isLoaded = useRef(false);
  latest.current = text;

  useEffect(() => {
    let isGone = false;
    const load = async () => {
      const draft = await loadDraft(room);
      if (isGone) return;
      isLoaded.current = true;
      // Who is already writing keeps that.
      if (draft !== "" && latest.current === "") setText(draft);
    };
    const save = () => {
      if (isLoaded.current) void saveDraft(room, latest.current);
    };
    void load();
    addEventListener("pagehide", save);
    return () => {
      isGone = true;
      removeEventListener("pagehide", save);
      save();
    };
  }, [room]);

  useEffect(() => {
    if (!isLoaded.current) return undefined;
    const timer = setTimeout(() => void saveDraft(room, text), text === "" ? 0 : SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
}
