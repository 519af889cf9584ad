import { t } from "../i18n/index.ts";

/** A problem in the viewer's language; the server's own sentence where the code has none. */
export function problemText(problem: { readonly code: string; readonly message: string }): string {
  return t.problem[problem.code] ?? problem.message;
}
