import { later } from "../i18n/later.ts";
import { showToast } from "../state/toast.ts";

/** How long it is said what to do where nothing can be copied, in ms. */
const HELP_MS = 10_000;

/** Copies code; selects it where there is no clipboard: there is none on plain http. @param element what shows it */
export async function copyCode(code: string, element: Node | null): Promise<void> {
  try {
    await navigator.clipboard.writeText(code);
    showToast(later.code.copied);
  } catch {
    if (element) getSelection()?.selectAllChildren(element);
    showToast(later.code.copyFailed, HELP_MS);
  }
}
