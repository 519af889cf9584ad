import { e } from "../i18n/emoji.ts";
import { type Tone, toned, TONES } from "./tone.ts";

const HAND = { unicode: "✋", isToned: true };

interface ToneChoiceProps {
  readonly tone: Tone;
  readonly onChoose: (tone: Tone) => void;
}

/** The skin tone that emoji are shown and written in. */
export function ToneChoice({ tone, onChoose }: ToneChoiceProps) {
  return (
    <fieldset class="emoji-tones">
      <legend class="sr-only">{e.tone}</legend>
      {TONES.map((one, index) => (
        <label key={one} class="emoji" title={`${e.tone}: ${e.tones[index]}`}>
          <input
            type="radio"
            name="emoji-tone"
            class="sr-only"
            aria-label={e.tones[index]}
            checked={one === tone}
            onChange={() => onChoose(one)}
          />
          {toned(HAND, one)}
        </label>
      ))}
    </fieldset>
  );
}
