import * as v from "valibot";

/** Settings as they are told: what a server says need not be checked again. */
export const ToldSettings = v.object({
  topic: v.string(),
  keepDays: v.number(),
  keepMessages: v.number(),
  seenBy: v.boolean(),
  mentionAll: v.picklist(["everyone", "moderators"]),
});
/** What the owner of a room has chosen. */
export type Settings = v.InferOutput<typeof ToldSettings>;

/** Some of the settings: those that are to change. */
export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined };

/** The names of all settings. */
export const SETTING_NAMES = Object.keys(ToldSettings.entries) as (keyof Settings)[];

/** A room that nobody has set anything in. */
export const DEFAULT_SETTINGS: Settings = {
  topic: "",
  keepDays: 0,
  keepMessages: 0,
  seenBy: false,
  mentionAll: "everyone",
};

/** The settings after a change; what is undefined in it is left as it was. */
export function withChange(settings: Settings, change: SettingsChange): Settings {
  const said = SETTING_NAMES.filter((name) => change[name] !== undefined);
  return { ...settings, ...Object.fromEntries(said.map((name) => [name, change[name]])) };
}
