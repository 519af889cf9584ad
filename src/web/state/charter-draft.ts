import { isWithinCodePoints } from "../../protocol/fields.ts";
import {
  ALLOWED_ORIGINS_MAX,
  KEEP_DAYS_MAX,
  KEEP_MESSAGES_MAX,
  MEMBERS_MAX,
  PASSWORD_MAX_CODE_POINTS,
  TITLE_MAX_CODE_POINTS,
  TOPIC_MAX_CODE_POINTS,
} from "../../protocol/limits.ts";
import { type Settings, type SettingsChange } from "../../protocol/settings.ts";

/**
 * Settings as a form has them: an amount is what was typed, empty where there is no limit; a password the new one, empty where it
 * stays as it is; sites stand beside each other.
 */
export interface CharterForm extends Omit<Settings, Amount | "password" | "allowedOrigins"> {
  readonly keepDays: string;
  readonly keepMessages: string;
  readonly maxMembers: string;
  readonly password: string;
  readonly allowedOrigins: string;
  /** The password there is goes. */
  readonly isPasswordOver: boolean;
}

/** Settings that are amounts. */
export type Amount = keyof typeof AMOUNT_MAX;

/** Of a form, what somebody touched; the rest follows the room. */
export type CharterDraft = Partial<CharterForm>;

/** What is wrong with a field. */
export type CharterProblem = "long" | "number" | "over" | "origin" | "many";

/** The most that an amount may be. */
export const AMOUNT_MAX = {
  keepDays: KEEP_DAYS_MAX,
  keepMessages: KEEP_MESSAGES_MAX,
  maxMembers: MEMBERS_MAX,
} as const;

/** What the form shows: what was touched, and elsewhere what holds now. */
export function formOf(settings: Settings, draft: CharterDraft): CharterForm {
  const { keepDays, keepMessages, maxMembers, allowedOrigins } = settings;
  return {
    ...settings,
    keepDays: typedAmount(keepDays),
    keepMessages: typedAmount(keepMessages),
    maxMembers: typedAmount(maxMembers),
    allowedOrigins: allowedOrigins.join(" "),
    password: "",
    isPasswordOver: false,
    ...draft,
  };
}

function typedAmount(amount: number): string {
  return amount === 0 ? "" : String(amount);
}

/** [R5] What is wrong with what was touched, by field. */
export function problemsOf(draft: CharterDraft): Partial<Record<keyof Settings, CharterProblem>> {
  const found = {
    title: titleProblem(draft.title ?? ""),
    topic: topicProblem(draft.topic ?? ""),
    password: passwordProblem(draft.password ?? ""),
    allowedOrigins: originsProblem(draft.allowedOrigins ?? ""),
    keepDays: amountProblem(draft.keepDays, AMOUNT_MAX.keepDays),
    keepMessages: amountProblem(draft.keepMessages, AMOUNT_MAX.keepMessages),
    maxMembers: amountProblem(draft.maxMembers, AMOUNT_MAX.maxMembers),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

function tooLong(text: string, max: number): "long" | undefined {
  return isWithinCodePoints(text.trim(), max) ? undefined : "long";
}

/** What is wrong with a title. */
export function titleProblem(title: string): CharterProblem | undefined {
  return tooLong(title, TITLE_MAX_CODE_POINTS);
}

/** What is wrong with a topic. */
export function topicProblem(topic: string): CharterProblem | undefined {
  return tooLong(topic, TOPIC_MAX_CODE_POINTS);
}

/** What is wrong with a password. It is taken as it was typed: blanks are part of it. */
export function passwordProblem(password: string): CharterProblem | undefined {
  return isWithinCodePoints(password, PASSWORD_MAX_CODE_POINTS) ? undefined : "long";
}

/** Sites by their origin: what somebody pasted of their address besides is left out. */
function originsIn(typed: string): readonly string[] {
  const lines = typed.split(/\s+/u).filter((line) => line !== "");
  return [...new Set(lines.map((line) => originOf(line) ?? line))];
}

function originOf(line: string): string | undefined {
  const url = URL.parse(line);
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}

function originsProblem(typed: string): CharterProblem | undefined {
  const origins = originsIn(typed);
  if (origins.some((line) => originOf(line) === undefined)) return "origin";
  return origins.length > ALLOWED_ORIGINS_MAX ? "many" : undefined;
}

function amountProblem(typed = "", max: number): CharterProblem | undefined {
  const text = typed.trim();
  if (text !== "" && !/^\d+$/.test(text)) return "number";
  return Number(text) > max ? "over" : undefined;
}

/** What is to be said to the room. */
export interface CharterChange {
  readonly settings: SettingsChange;
  /** Another password, or none any more. */
  readonly password?: string | null;
}

/** What of a draft without problems is another than what holds; undefined where nothing is. */
export function changeOf(settings: Settings, draft: CharterDraft): CharterChange | undefined {
  const { title, topic, keepDays, keepMessages, maxMembers, allowedOrigins, password, isPasswordOver, ...rest } = draft;
  const wanted: SettingsChange = {
    ...rest,
    ...(title !== undefined && { title: title.trim() }),
    ...(topic !== undefined && { topic: topic.trim() }),
    ...(keepDays !== undefined && { keepDays: Number(keepDays) }),
    ...(keepMessages !== undefined && { keepMessages: Number(keepMessages) }),
    ...(maxMembers !== undefined && { maxMembers: Number(maxMembers) }),
    ...(allowedOrigins !== undefined && { allowedOrigins: [...originsIn(allowedOrigins)] }),
  };
  const isNew = ([name, value]: [string, unknown]) => String(value) !== String(settings[name as keyof Settings]);
  const changed = Object.fromEntries(Object.entries(wanted).filter(isNew));
  const said = isPasswordOver ? { password: null } : password ? { password } : {};
  if (Object.keys(changed).length + Object.keys(said).length === 0) return undefined;
  return { settings: changed, ...said };
}
