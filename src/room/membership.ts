import { isSameUser, userOf, type User } from "../protocol/fields.ts";
import type { Identity } from "../visit.ts";
import type { RoomLabels } from "./labels.ts";
import type { Link } from "./link.ts";
import type { Outbox } from "./outbox.ts";
import { Presence } from "./presence.ts";
import type { Sanctions } from "./sanctions.ts";

/** [E3] Who comes and goes and what they are called, and what everybody is told of it. */
export class Membership {
  readonly presence = new Presence();
  readonly #outbox: Outbox;
  readonly #labels: Pick<RoomLabels, "meet">;
  readonly #sanctions: Pick<Sanctions, "asCalled">;
  readonly #changed: () => void;

  /** @param changed is told when somebody has come or gone */
  constructor(
    outbox: Outbox,
    labels: Pick<RoomLabels, "meet">,
    sanctions: Pick<Sanctions, "asCalled">,
    changed: () => void,
  ) {
    this.#outbox = outbox;
    this.#labels = labels;
    this.#sanctions = sanctions;
    this.#changed = changed;
  }

  /** A connection came. From now on it is told what happens; its own arrival is no news to it. */
  arrive(link: Link): void {
    this.#enter(link);
    this.#outbox.add(link);
  }

  /**
   * Calls somebody who comes as they are called here [K3].
   * @param isBack whether they come back, and may not know yet what they were called on another of their connections meanwhile
   */
  name(link: Link, isBack: boolean): void {
    const you = this.#sanctions.asCalled(link.state.you);
    const name = (isBack ? this.presence.nameOf(you.id) : undefined) ?? you.name;
    if (name === link.state.you.name) return;
    link.state.you = { ...you, name };
    link.keep();
  }

  /** A connection that hibernated is taken back: nobody is told. */
  restore(link: Link): void {
    this.presence.add(link.state.you);
    this.#outbox.restore(link);
  }

  /** A connection is gone. */
  depart(link: Link): void {
    this.#outbox.remove(link);
    this.#exit(link.state.you.id);
  }

  /** A connection showed a new token: the same user for longer, or another one from now on. */
  identify(link: Link, { you, expires, isGranted = false }: Identity): void {
    const before = link.state.you.id;
    link.state.you = this.#sanctions.asCalled(you);
    link.state.expires = expires;
    link.state.isGranted = isGranted;
    link.keep();
    if (!this.#outbox.links.has(link)) return;
    if (before === you.id) {
      this.#show(link, link.state.you);
      return;
    }
    this.#exit(before);
    this.#enter(link);
  }

  /** Calls the user of a connection something else, on all their connections here. */
  rename(link: Link, name: string): void {
    this.#show(link, { ...link.state.you, name });
  }

  /** Shows the user of a connection so, on all their connections here. Who looks otherwise is told as who is called otherwise is. */
  #show(link: Link, you: User): void {
    const user = userOf(you);
    for (const other of new Set([link, ...this.#outbox.links])) {
      if (other.state.you.id !== user.id || isSameUser(other.state.you, user)) continue;
      other.state.you = { ...user, role: other.state.you.role };
      other.keep();
    }
    this.#labels.meet(user);
    const was = this.presence.rename(user);
    if (was && !isSameUser(was, user)) this.#outbox.announce({ type: "rename", user, was: was.name });
  }

  #enter(link: Link): void {
    const { you } = link.state;
    this.#labels.meet(you);
    if (this.presence.add(you)) this.#tell("join", you);
    // A new connection says what the user is called.
    else this.#show(link, you);
  }

  #exit(id: string): void {
    const user = this.presence.remove(id);
    if (user) this.#tell("leave", user);
  }

  #tell(type: "join" | "leave", user: User): void {
    if (this.presence.isCrowded) this.#outbox.announceCount();
    else this.#outbox.announce({ type, user: userOf(user), online: this.presence.online });
    this.#changed();
  }
}
