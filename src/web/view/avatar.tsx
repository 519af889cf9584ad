import { hueOf, initialOf } from "../state/people.ts";
import type { User } from "../../protocol/fields.ts";

/** A user's colour and initial. It repeats what the name beside it says, so it is not read out. */
export function Avatar({ user }: { readonly user: User }) {
  return (
    <span class="avatar" style={{ "--hue": String(hueOf(user.id)) }} aria-hidden="true">
      {initialOf(user.name)}
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
