import { fileURLToPath } from "node:url";

/** The project's own folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The benchmark's. */
export const BENCH = fileURLToPath(new URL(".", import.meta.url));
/** Where bundles and reports are made; ignored by git. */
export const OUT = fileURLToPath(new URL("../../dist/bench/", import.meta.url));
/** What is committed of a full run. */
export const RESULTS = fileURLToPath(new URL("RESULTS.md", import.meta.url));
