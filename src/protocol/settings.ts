import * as v from "valibot";

/** To whom a room is open, the widest first: to all who look for rooms, to whoever knows its name, to its members. */
export const VISIBILITIES = ["public", "unlisted", "private"] as const;

/** Settings as they are told: what a server says need not be checked again. */
export const ToldSettings = v.object({
  title: v.string(),
  topic: v.string(),
  visibility: v.picklist(VISIBILITIES),
  /** Whether there is one: what it is, nobody is told. */
  password: v.boolean(),
  locked: v.boolean(),
  write: v.picklist(["everyone", "members", "moderators"]),
  slowMode: v.number(),
  maxMembers: v.number(),
  allowedOrigins: v.array(v.string()),
  keepDays: v.number(),
  keepMessages: v.number(),
  seenBy: v.boolean(),
  mentionAll: v.picklist(["everyone", "moderators"]),
});
/** What the owner of a room has chosen. */
export type Settings = v.InferOutput<typeof ToldSettings>;

/** Some of the settings, as they are told when they change. */
export type SettingsPart = { [K in keyof Settings]?: Settings[K] | undefined };

/** Some of the settings: those that are to change. A password is not among them: it is said, and not told. */
export type SettingsChange = Omit<SettingsPart, "password">;

/** The names of all settings. */
export const SETTING_NAMES = Object.keys(ToldSettings.entries) as (keyof Settings)[];

/** A room that nobody has set anything in. */
export const DEFAULT_SETTINGS: Settings = {
  title: "",
  topic: "",
  visibility: "unlisted",
  password: false,
  locked: false,
  write: "everyone",
  slowMode: 0,
  maxMembers: 0,
  allowedOrigins: [],
  keepDays: 0,
  keepMessages: 0,
  seenBy: false,
  mentionAll: "everyone",
};

/** The settings after a change; what is undefined in it is left as it was. */
export function withChange(settings: Settings, change: SettingsPart): Settings {
  const said = SETTING_NAMES.filter((name) => change[name] !== undefined);
  return { ...settings, ...Object.fromEntries(said.map((name) => [name, change[name]])) };
}
