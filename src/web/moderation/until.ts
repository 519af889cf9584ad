import { momentText } from "../i18n/moment.ts";
import { m } from "../i18n/moderation.ts";
import type { Sanction } from "../../protocol/records.ts";

/** That somebody is muted or banned, and until when. */
export function sanctionText({ kind, until }: Pick<Sanction, "kind" | "until">): string {
  const says = kind === "mute" ? m.sanction.muted : m.sanction.banned;
  return says(until === undefined ? undefined : momentText(until));
}
