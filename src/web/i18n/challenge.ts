import { challengeEn } from "./challenge-en.ts";
import { fetchTable } from "./fetch-table.ts";

/** The strings of the challenge, fetched with it. */
export const c = await fetchTable(challengeEn, async () => (await import("./challenge-de.ts")).challengeDe);
