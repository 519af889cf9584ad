import type { RoomState } from "../../client/types.ts";

/** Why one may not write here, or not yet. */
export type Hold =
  | { readonly kind: "read-only"; readonly write: "members" | "moderators" }
  /** `until`: ms since 1970; for good without. */
  | { readonly kind: "muted"; readonly until?: number | undefined; readonly reason?: string | undefined }
  /** Until the next message may be sent, ms since 1970. */
  | { readonly kind: "slow"; readonly until: number };

/** Whether it keeps one from saying anything at all, by a reaction neither. */
export function isSilenced(hold: Hold | undefined): boolean {
  return hold !== undefined && hold.kind !== "slow";
}

/** Whether there may be anything that keeps one from writing: in most rooms there is not. */
export function mayBeHeld({ settings, muted }: Pick<RoomState, "settings" | "muted">): boolean {
  return settings.write !== "everyone" || settings.slowMode > 0 || muted !== undefined;
}
