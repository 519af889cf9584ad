import { signal } from "@preact/signals";

/** What makes others owners of a room, too. */
interface OwnerLink {
  readonly room: string;
  readonly link: string;
}

/** [R4] The owner's link of the room that was made here last, until it is put away: the server tells it only once. */
export const ownerLink = signal<OwnerLink | undefined>(undefined);
