import { fullTime, timeOfDay } from "../i18n/time.ts";
import { m } from "../i18n/moderation.ts";
import type { Sanction } from "../../protocol/records.ts";
import { startOfDay } from "../state/day.ts";

/** A moment to come, as short as it can be told. */
function untilText(until: number | undefined): string | undefined {
  if (until === undefined) return undefined;
  return startOfDay(until) === startOfDay(Date.now()) ? timeOfDay(until) : fullTime(until);
}

/** That somebody is muted or banned, and until when. */
export function sanctionText({ kind, until }: Pick<Sanction, "kind" | "until">): string {
  return (kind === "mute" ? m.sanction.muted : m.sanction.banned)(untilText(until));
}
