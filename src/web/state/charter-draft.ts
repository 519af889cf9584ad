import { isWithinCodePoints } from "../../protocol/fields.ts";
import { KEEP_DAYS_MAX, KEEP_MESSAGES_MAX, TOPIC_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { type Settings, type SettingsChange } from "../../protocol/settings.ts";

/** Settings as a form has them: an amount is what was typed, empty where there is no limit. */
export interface CharterForm extends Omit<Settings, "keepDays" | "keepMessages"> {
  readonly keepDays: string;
  readonly keepMessages: string;
}

/** Of a form, what somebody touched; the rest follows the room. */
export type CharterDraft = Partial<CharterForm>;

/** What is wrong with a field. */
export type CharterProblem = "long" | "number" | "over";

/** The most that an amount may be. */
export const AMOUNT_MAX = { keepDays: KEEP_DAYS_MAX, keepMessages: KEEP_MESSAGES_MAX } as const;

/** What the form shows: what was touched, and elsewhere what holds now. */
export function formOf(settings: Settings, draft: CharterDraft): CharterForm {
  const { keepDays, keepMessages } = settings;
  return { ...settings, keepDays: typedAmount(keepDays), keepMessages: typedAmount(keepMessages), ...draft };
}

function typedAmount(amount: number): string {
  return amount === 0 ? "" : String(amount);
}

/** [R5] What is wrong with what was touched, by field. */
export function problemsOf(draft: CharterDraft): Partial<Record<keyof Settings, CharterProblem>> {
  const found = {
    topic: topicProblem(draft.topic ?? ""),
    keepDays: amountProblem(draft.keepDays, AMOUNT_MAX.keepDays),
    keepMessages: amountProblem(draft.keepMessages, AMOUNT_MAX.keepMessages),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

/** What is wrong with a topic. */
export function topicProblem(topic: string): CharterProblem | undefined {
  return isWithinCodePoints(topic.trim(), TOPIC_MAX_CODE_POINTS) ? undefined : "long";
}

function amountProblem(typed = "", max: number): CharterProblem | undefined {
  const text = typed.trim();
  if (text !== "" && !/^\d+$/.test(text)) return "number";
  return Number(text) > max ? "over" : undefined;
}

/** What of a draft without problems is another than what holds. */
export function changeOf(settings: Settings, draft: CharterDraft): SettingsChange {
  const { topic, keepDays, keepMessages, ...rest } = draft;
  const wanted: SettingsChange = {
    ...rest,
    ...(topic !== undefined && { topic: topic.trim() }),
    ...(keepDays !== undefined && { keepDays: Number(keepDays) }),
    ...(keepMessages !== undefined && { keepMessages: Number(keepMessages) }),
  };
  const isNew = ([name, value]: [string, unknown]) => value !== settings[name as keyof Settings];
  return Object.fromEntries(Object.entries(wanted).filter(isNew));
}
