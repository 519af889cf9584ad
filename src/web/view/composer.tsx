import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { OUTBOX_MAX_MESSAGES } from "../../client/config.ts";
import { t } from "../i18n/index.ts";
import { COMPOSING_NEW } from "../state/composing.ts";
import { isTouch } from "../state/device.ts";
import { roomTitle } from "../state/room-title.ts";
import type { Session } from "../state/session.ts";
import { textRoom } from "../state/text-length.ts";
import { ComposingBar, HoldNote } from "./dialogs.ts";
import { ReactIcon, SendIcon } from "./icons.tsx";
import { focusComposer } from "./focus.ts";
import { useCompletion } from "./use-completion.tsx";
import { useDraft } from "./use-draft.ts";
import { useTyping } from "./use-typing.ts";

interface ComposerProps {
  readonly session: Session;
  /** Opens the search for some words. */
  readonly onSearch: (query: string) => void;
  /** What the field is called, other than after the room. */
  readonly label?: string;
  readonly placeholder?: string;
}

/** Where one writes. What is sent while offline waits in the log. */
export function Composer({ session, onSearch, label, placeholder = t.composer.placeholder }: ComposerProps) {
  const { room, outgoing } = session.state.value;
  const id = `message${session.thread ?? ""}`;
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const { isEmpty, left } = textRoom(text);
  const isOver = left !== undefined && left < 0;
  const isFull = !isEmpty && outgoing.length >= OUTBOX_MAX_MESSAGES;
  const hold = session.hold.value;
  const isSlow = hold?.kind === "slow";
  const problem = isFull ? t.composer.full : isOver ? t.composer.over(-left) : undefined;
  const note = problem ?? (left === undefined ? undefined : t.composer.left(left));
  const [completion, obey] = useCompletion(session, field, text, onSearch);
  const typing = useTyping(session.client);
  const composing = session.composing.value;
  const isEdit = composing.kind === "edit";
  // While a message is changed, what was being written waits.
  const [set, setAside] = useState("");
  useDraft(session.thread ? `${room}#${session.thread}` : room, isEdit ? set : text, setText);

  useEffect(() => {
    if (!isTouch.value) field.current?.focus();
  }, []);
  useEffect(() => grow(field.current), [text]);
  const previous = useRef(composing);
  // Before anybody sees it: what the button says and what is in the field go together.
  useLayoutEffect(() => {
    const wasEdit = previous.current.kind === "edit";
    previous.current = composing;
    // What was set aside for one message that was changed waits for the end of all.
    if (wasEdit && !isEdit) setText(set);
    if (!wasEdit && isEdit) setAside(text);
    if (isEdit) setText(composing.message.text);
    if (composing.kind !== "new") field.current?.focus();
  }, [composing]);

  const write = (value: string) => {
    setText(value);
    typing(value.trim() !== "");
  };
  const cancel = () => session.compose(COMPOSING_NEW);
  const saving = useRef<typeof composing | undefined>(undefined);
  const save = async (seq: number) => {
    if (saving.current === composing) return;
    saving.current = composing;
    const isSaved = await session.edit(seq, text.trim());
    saving.current = undefined;
    // Something else may be written by now.
    if (isSaved && session.composing.peek() === composing) cancel();
  };
  const cannot = isEmpty || problem !== undefined || (hold !== undefined && !(isSlow && isEdit));
  const send = () => {
    if (cannot) return;
    if (isEdit) {
      void save(composing.message.seq);
      return;
    }
    if (text.startsWith("/")) {
      void obey(write);
      return;
    }
    session.send(text.trim());
    write("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // 229 is the key of a composition in browsers that end it before this event.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && composing.kind !== "new") {
      cancel();
      // It closes nothing else.
      event.preventDefault();
    }
    if (event.key === "ArrowUp" && text === "" && composing.kind === "new") {
      const message = session.lastOwn();
      if (message) session.compose({ kind: "edit", message });
      event.preventDefault();
    }
    if (event.key !== "Enter") return;
    const wantsSend = event.ctrlKey || event.metaKey || (!event.shiftKey && !event.altKey && !isTouch.value);
    if (!wantsSend) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class={hold && !isSlow ? "composer is-held" : "composer"}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {/* What is being written waits. */}
      {hold && !isSlow && <HoldNote hold={hold} />}
      <ComposingBar session={session} onCancel={cancel} />
      <div class="composer-box">
        <textarea
          ref={field}
          id={id}
          rows={1}
          dir="auto"
          value={text}
          aria-label={label ?? t.composer.label(roomTitle(session))}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          aria-invalid={problem !== undefined}
          placeholder={placeholder}
          enterkeyhint={isTouch.value ? "enter" : "send"}
          autocomplete="off"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {/* The keyboard of a phone has its own. */}
        {!isTouch.value && (
          <button
            type="button"
            class="icon-button"
            aria-label={t.composer.emoji}
            onClick={(event) => {
              const near = event.currentTarget.getBoundingClientRect();
              session.pick({ kind: "text", near, field: field.current!, onLost: () => focusComposer(field.current!) });
            }}
          >
            <ReactIcon />
          </button>
        )}
        <button
          type="submit"
          class="send"
          aria-label={isEdit ? t.composer.save : t.composer.send}
          disabled={cannot}
          // Focus stays in the field, or the keyboard of a phone would close.
          onPointerDown={(event) => event.preventDefault()}
        >
          <SendIcon />
        </button>
      </div>
      {isSlow && problem === undefined && <HoldNote hold={hold} />}
      <p
        id={`${id}-note`}
        class={problem === undefined ? "composer-note" : "composer-note is-problem"}
        aria-live="polite"
      >
        {note}
      </p>
      {completion}
    </form>
  );
}

/** Makes the field as tall as its text, where the browser does not do that by itself. */
function grow(field: HTMLTextAreaElement | null): void {
  if (!field || CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
