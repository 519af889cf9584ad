import { useState } from "preact/hooks";
import type { User } from "../../protocol/fields.ts";
import { hueOf, PATTERN_SIDE, patternOf } from "../state/people.ts";

/** From the edge of the disc to the square in it, in squares. */
const MARGIN = 1.75;
const VIEW = `${-MARGIN} ${-MARGIN} ${PATTERN_SIDE + 2 * MARGIN} ${PATTERN_SIDE + 2 * MARGIN}`;

/**
 * [N3] A user's picture; where there is none, or it cannot be had, one that is drawn of the id. It says what the name beside it says,
 * so it is not read out.
 */
export function Avatar({ user: { id, picture } }: { readonly user: User }) {
  const [failed, setFailed] = useState<string>();
  return (
    <span class="avatar" style={{ "--hue": String(hueOf(id)) }} aria-hidden="true">
      {picture === undefined || picture === failed ? (
        <svg viewBox={VIEW}>
          <path d={patternOf(id)} />
        </svg>
      ) : (
        <img src={picture} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => setFailed(picture)} />
      )}
    </span>
  );
}

/** A user's name, with the tag that tells it from the same name of another. */
export function UserName({ user, tag }: { readonly user: User; readonly tag: string }) {
  return (
    <span class="user-name" style={{ "--hue": String(hueOf(user.id)) }}>
      <bdi>{user.name}</bdi>
      {tag !== "" && <span class="user-tag">{tag}</span>}
    </span>
  );
}
