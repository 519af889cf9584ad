import { isSameUser, userOf, type User } from "../protocol/fields.ts";
import { ROSTER_MAX } from "../protocol/limits.ts";
import { indexNames, type NameIndex } from "../protocol/people.ts";

interface Present {
  user: User;
  links: number;
}

/** [E3] Who is here, by user: a second connection of the same user is no news. */
export class Presence {
  readonly #present = new Map<string, Present>();
  #list: User[] | undefined;
  #names: NameIndex | undefined;

  /** Users here. */
  get online(): number {
    return this.#present.size;
  }

  /** Whether so many are here that only their number travels. */
  get isCrowded(): boolean {
    return this.#present.size > ROSTER_MAX;
  }

  /** The users, in the order they came. The same array until that changes, so that it is encoded once. */
  get list(): User[] {
    return (this.#list ??= [...this.#present.values()].map(({ user }) => user));
  }

  /** The users, by what they are called. */
  get names(): NameIndex {
    return (this.#names ??= indexNames(this.list));
  }

  /** Whether a user is here by more than one connection. */
  hasOthers(id: string): boolean {
    return this.linksOf(id) > 1;
  }

  /** By how many connections a user is here. */
  linksOf(id: string): number {
    return this.#present.get(id)?.links ?? 0;
  }

  /** A connection of this user came. @returns whether it is their first. */
  add(user: User): boolean {
    const present = this.#present.get(user.id);
    if (present) {
      present.links++;
      return false;
    }
    this.#present.set(user.id, { user: userOf(user), links: 1 });
    this.#changed();
    return true;
  }

  /** A connection of this user went. @returns the user, where it was their last. */
  remove(id: string): User | undefined {
    const present = this.#present.get(id);
    if (!present || --present.links > 0) return undefined;
    this.#present.delete(id);
    this.#changed();
    return present.user;
  }

  /** The user with this id, where they are here. */
  userOf(id: string): User | undefined {
    return this.#present.get(id)?.user;
  }

  /** What the user is called, where they are here. */
  nameOf(id: string): string | undefined {
    return this.userOf(id)?.name;
  }

  /** The user is called something else, or looks otherwise, from now on. @returns how they were, where they are here */
  rename(user: User): User | undefined {
    const present = this.#present.get(user.id);
    if (!present || isSameUser(present.user, user)) return present?.user;
    const was = present.user;
    present.user = userOf(user);
    this.#changed();
    return was;
  }

  /** A page of users by id, after an id. */
  page(after: string, limit: number): { list: User[]; more: boolean } {
    const rest = this.list.filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1));
    return { list: rest.slice(0, limit), more: rest.length > limit };
  }

  #changed(): void {
    this.#list = undefined;
    this.#names = undefined;
  }
}
