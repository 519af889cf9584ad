import { t } from "../i18n/index.ts";
import { showToast } from "./toast.ts";

/** @returns whether something was done; else it is told why not */
export async function succeeds(
  done: Promise<unknown>,
  reasonOf: (error: unknown) => string | Promise<string> = reasonText,
): Promise<boolean> {
  try {
    await done;
    return true;
  } catch (error) {
    showToast(t.message.failed(await reasonOf(error)));
    return false;
  }
}

/** What problems are called is fetched with the first of them. */
async function reasonText(error: unknown): Promise<string> {
  try {
    return (await import("./problems.ts")).reasonText(error);
  } catch {
    return t.message.offline;
  }
}
