import type { Settings } from "../protocol/settings.ts";
import { isOpen } from "./judgement.ts";
import type { ChangedFacts, Facts } from "./meta.ts";

/**
 * [R11] Who may come back: whoever is here when the door is closed. When it is opened, that is forgotten.
 * @param after the settings as they are to be
 * @param here ids of those who are here and do not belong to the room
 * @returns what changes
 */
export function admission(
  { settings, admitted }: Pick<Facts, "settings" | "admitted">,
  after: Settings,
  here: () => readonly string[],
): ChangedFacts {
  if (isOpen(after)) return admitted.length > 0 ? { admitted: [] } : {};
  return isOpen(settings) ? { admitted: here() } : {};
}
