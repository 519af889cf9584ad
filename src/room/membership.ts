import type { User } from "../protocol/fields.ts";
import type { Identity } from "../visit.ts";
import type { Link } from "./link.ts";
import type { Outbox } from "./outbox.ts";
import { Presence } from "./presence.ts";

/** [E3] Who comes and goes and what they are called, and what everybody is told of it. */
export class Membership {
  readonly presence = new Presence();
  readonly #outbox: Outbox;
  readonly #changed: () => void;

  /** @param changed is told when somebody has come or gone */
  constructor(outbox: Outbox, changed: () => void) {
    this.#outbox = outbox;
    this.#changed = changed;
  }

  /** A connection came. From now on it is told what happens; its own arrival is no news to it. */
  arrive(link: Link): void {
    this.#enter(link);
    this.#outbox.add(link);
  }

  /** Somebody comes back, and may not know yet what they were called on another of their connections meanwhile. */
  keepName(link: Link): void {
    const { you } = link.state;
    const name = this.presence.nameOf(you.id);
    if (name === undefined || name === you.name) return;
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
    link.state.you = you;
    link.state.expires = expires;
    link.state.isGranted = isGranted;
    link.keep();
    if (!this.#outbox.links.has(link)) return;
    if (before === you.id) {
      this.rename(link, you.name);
      return;
    }
    this.#exit(before);
    this.#enter(link);
  }

  /** Calls the user of a connection something else, on all their connections here. */
  rename(link: Link, name: string): void {
    const { id } = link.state.you;
    for (const other of new Set([link, ...this.#outbox.links])) {
      if (other.state.you.id !== id || other.state.you.name === name) continue;
      other.state.you = { ...other.state.you, name };
      other.keep();
    }
    const was = this.presence.rename(id, name);
    if (was !== undefined && was !== name) this.#outbox.announce({ type: "rename", user: { id, name }, was });
  }

  #enter(link: Link): void {
    const { you } = link.state;
    if (this.presence.add(you)) this.#tell("join", you);
    // A new connection says what the user is called.
    else if (this.presence.nameOf(you.id) !== you.name) this.rename(link, you.name);
  }

  #exit(id: string): void {
    const user = this.presence.remove(id);
    if (user) this.#tell("leave", user);
  }

  #tell(type: "join" | "leave", { id, name }: User): void {
    if (this.presence.isCrowded) this.#outbox.announceCount();
    else this.#outbox.announce({ type, user: { id, name }, online: this.presence.online });
    this.#changed();
  }
}
