import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { replacementOf, typedWord } from "../../client/typed-word.ts";
import { moveActive, type Offer, offerOf, type Source, takesEnter } from "../state/completion.ts";
import { replace } from "./replace.ts";

/** What is offered for the word before the caret, and what can be done with it. */
export interface Offering {
  readonly offer: Offer | undefined;
  /** Makes an option the active one. */
  point(index: number): void;
  /** Writes an option for the word. */
  take(index: number): void;
}

/** Follows what is written in a field, and the keys that choose. @param text what is in the field now */
export function useOffer(field: HTMLTextAreaElement, text: string, sources: readonly Source[]): Offering {
  const [offer, setOffer] = useState<Offer>();
  const assistant = useMemo(() => assist(field, sources, setOffer), [field, sources]);
  useLayoutEffect(assistant.look, [text]);
  useEffect(() => {
    // Before the field's own: while there is an offer, keys mean that.
    field.addEventListener("keydown", assistant.press, { capture: true });
    field.addEventListener("focus", assistant.look);
    field.addEventListener("blur", assistant.look);
    document.addEventListener("selectionchange", assistant.look);
    return () => {
      field.removeEventListener("keydown", assistant.press, { capture: true });
      field.removeEventListener("focus", assistant.look);
      field.removeEventListener("blur", assistant.look);
      document.removeEventListener("selectionchange", assistant.look);
    };
  }, [assistant]);
  return { offer, point: assistant.point, take: assistant.take };
}

function assist(field: HTMLTextAreaElement, sources: readonly Source[], onOffer: (offer: Offer | undefined) => void) {
  /** As it is now, which may not be shown yet. */
  let offer: Offer | undefined;
  let asked = 0;
  let seen: string | undefined;
  /** What nothing more is offered for, as long as it is gone on with. */
  let closed: { readonly from: number; readonly word: string } | undefined;

  const set = (next: Offer | undefined): void => onOffer((offer = next));

  const here = () => {
    const { value, selectionStart, selectionEnd: caret } = field;
    if (document.activeElement !== field || selectionStart !== caret) return undefined;
    const word = typedWord(value, caret, sources);
    return word && { ...word, caret, written: value.slice(word.from, caret) };
  };

  const look = (): void => {
    const word = here();
    const now = word && `${word.from} ${word.whole} ${word.caret}`;
    if (now === seen) return;
    seen = now;
    const ask = ++asked;
    if (!word || word.from !== closed?.from || !word.written.startsWith(closed.word)) closed = undefined;
    if (!word || closed) {
      set(undefined);
      return;
    }
    const show = (options: Awaited<ReturnType<Source["find"]>>): void => {
      if (ask === asked) set(offerOf(word.whole, options));
    };
    const found = word.source.find(word.query);
    if ("then" in found) found.then(show, () => show([]));
    else show(found);
  };

  const close = (from: number, word: string): void => {
    closed = { from, word };
    asked++;
    set(undefined);
  };

  const take = (index: number): void => {
    const option = offer?.options[index];
    const word = here();
    if (!option || !word) return;
    const replacement = replacementOf(field.value, word.caret, word, option.insert, option.spelt);
    close(word.from, option.insert.trimEnd());
    replace(field, replacement);
    option.onTake?.();
  };

  const press = (event: KeyboardEvent): void => {
    const now = offer;
    // 229 is the key of a composition in browsers that end it before this event.
    if (!now || event.isComposing || event.keyCode === 229) return;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const word = here();
    if (event.key === "ArrowDown") set(moveActive(now, 1));
    else if (event.key === "ArrowUp") set(moveActive(now, -1));
    else if (event.key === "Tab" || (event.key === "Enter" && takesEnter(now))) take(now.active);
    else if (event.key === "Escape" && word) close(word.from, word.written);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const point = (index: number): void => {
    if (offer && offer.active !== index) set({ ...offer, active: index, isChosen: true });
  };

  return { look, press, point, take };
}
