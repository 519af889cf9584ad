import {
  ALLOWED_ORIGINS_MAX,
  PASSWORD_MAX_CODE_POINTS,
  TITLE_MAX_CODE_POINTS,
  TOPIC_MAX_CODE_POINTS,
} from "../../protocol/limits.ts";
import type { Settings } from "../../protocol/settings.ts";
import { charter } from "../i18n/charter.ts";
import { type Amount, AMOUNT_MAX, type CharterProblem, topicProblem } from "../state/charter-draft.ts";

/** What is wrong with a topic, for people. */
export function topicProblemText(topic: string): string | undefined {
  return topicProblem(topic) && charter.settings.topicLong(TOPIC_MAX_CODE_POINTS);
}

/** What is wrong with a title, for people. */
export function titleProblemText(problem: CharterProblem | undefined): string | undefined {
  return problem && charter.settings.nameLong(TITLE_MAX_CODE_POINTS);
}

/** What is wrong with a password, for people. */
export function passwordProblemText(problem: CharterProblem | undefined): string | undefined {
  return problem && charter.settings.passwordLong(PASSWORD_MAX_CODE_POINTS);
}

/** What is wrong with a list of sites, for people. */
export function originsProblemText(problem: CharterProblem | undefined): string | undefined {
  return problem && (problem === "many" ? charter.settings.over(ALLOWED_ORIGINS_MAX) : charter.settings.badOrigin);
}

/** What is wrong with an amount, for people. */
export function amountProblemText(name: Amount, problem: CharterProblem | undefined): string | undefined {
  return problem && (problem === "number" ? charter.settings.number : charter.settings.over(AMOUNT_MAX[name]));
}

/** How long messages are kept, in words. */
export function keptText({ keepDays, keepMessages }: Settings): string {
  const limits = [
    ...(keepDays > 0 ? [charter.about.forDays(keepDays)] : []),
    ...(keepMessages > 0 ? [charter.about.newest(keepMessages)] : []),
  ];
  return limits.join(", ") || charter.about.forGood;
}
