import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { RoomError } from "../../client/room-error.ts";
import type { Settings } from "../../protocol/settings.ts";
import { charter } from "../i18n/charter.ts";
import { l } from "../i18n/lobby.ts";
import { passwordProblem, titleProblem } from "../state/charter-draft.ts";
import { openRoom } from "../state/open-room.ts";
import { parseRoomInput } from "../state/room-input.ts";
import { roomPath } from "../state/route.ts";
import { passwordProblemText, titleProblemText, topicProblemText } from "./charter-texts.ts";
import { Choice } from "./choice.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { FormActions } from "./form-actions.tsx";
import { roomProblemText } from "./input-problems.ts";
import "./about-styles.ts";

/** Opens a room that has a name and a topic from the start, and belongs to whoever opens it. */
export function NewRoomDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const [title, setTitle] = useState("");
  const [topic, setTopic] = useState("");
  const [visibility, setVisibility] = useState<Settings["visibility"]>("unlisted");
  const [password, setPassword] = useState("");
  /** The name of a room that there is already. */
  const [taken, setTaken] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const target = parseRoomInput(name, location.origin);
  const wrongName = target.kind === "empty" ? undefined : roomProblemText(target);
  const wrong = [
    wrongName,
    titleProblemText(titleProblem(title)),
    topicProblemText(topic),
    passwordProblemText(passwordProblem(password)),
  ];
  const [, wrongTitle, wrongTopic, wrongPassword] = wrong;

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const at = wrong.findIndex((problem) => problem !== undefined);
    if (at !== -1) event.currentTarget.querySelectorAll("input")[at]?.focus();
    if (at !== -1 || isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    const wanted = {
      ...(target.kind === "room" && { room: target.room }),
      settings: { title, topic, visibility },
      ...(password !== "" && { password }),
    };
    await openRoom(wanted, (problem, error) => {
      if (target.kind === "room" && error instanceof RoomError && error.code === "exists") setTaken(target.room);
      else setRefusal(problem);
    });
    setBusy(false);
  };

  return (
    <Dialog title={charter.create.title} shape="card" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
        <p class="muted">{charter.create.hint}</p>
        <div>
          <Field
            label={charter.create.room}
            hint={target.kind === "room" ? l.opens(`${location.host}/r/${target.room}`) : charter.create.roomHint}
            problem={wrongName ?? (taken === undefined ? undefined : charter.create.exists)}
            value={name}
            onValue={(value) => {
              setName(value);
              setTaken(undefined);
            }}
            input={{ autocomplete: "off", enterkeyhint: "next", placeholder: l.roomExample, autofocus: true }}
          />
          {taken !== undefined && (
            <a class="text-button" href={roomPath(taken)}>
              {charter.create.joinIt}
            </a>
          )}
        </div>
        <Field
          label={charter.settings.name}
          hint={charter.create.titleHint}
          problem={wrongTitle}
          value={title}
          onValue={setTitle}
          input={{ autocomplete: "off", enterkeyhint: "next" }}
        />
        <Field
          label={charter.settings.topic}
          hint={charter.create.topicHint}
          problem={wrongTopic}
          value={topic}
          onValue={setTopic}
          input={{ autocomplete: "off", enterkeyhint: "next" }}
        />
        <Choice
          label={charter.settings.visibility}
          hint={charter.settings.visibilityHint[visibility]}
          value={visibility}
          options={(["unlisted", "public", "private"] as const).map((one) => [one, charter.about.visibility[one]])}
          onValue={setVisibility}
        />
        <Field
          label={charter.settings.password}
          hint={charter.settings.passwordHint}
          problem={wrongPassword}
          value={password}
          onValue={setPassword}
          input={{ autocomplete: "off", enterkeyhint: "go" }}
        />
        {refusal !== undefined && (
          <p class="is-problem" role="alert">
            {refusal}
          </p>
        )}
        <FormActions submit={charter.create.submit} kind="primary" isBusy={isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
