import { render } from "preact";
import { c } from "../i18n/challenge.ts";
import { showToast } from "../state/toast.ts";
import { Dialog } from "../view/dialog.tsx";
import { ChallengeFrame } from "./challenge-frame.tsx";

/** Asks whoever wants to make a room to show that they are no program [A5]. @returns what shows it; undefined where they did not */
export function askChallenge(): Promise<string | undefined> {
  const place = document.createElement("div");
  document.body.append(place);
  return new Promise((resolve) => {
    const finish = (answer?: string) => {
      render(null, place);
      place.remove();
      resolve(answer);
    };
    const take = (answer: string | undefined) => {
      if (answer === undefined) showToast(c.unreached);
      finish(answer);
    };
    render(
      <Dialog title={c.title} shape="card" onClose={finish}>
        <p class="muted">{c.room}</p>
        <ChallengeFrame onAnswer={take} />
      </Dialog>,
      place,
    );
  });
}
