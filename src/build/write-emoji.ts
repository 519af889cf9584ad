import { mkdirSync, writeFileSync } from "node:fs";
import { emojiTables } from "./emoji-tables.ts";

/** Writes what the page fetches of emoji to where it is served from. */
const FOLDER = "static/build";

mkdirSync(FOLDER, { recursive: true });
for (const [name, table] of Object.entries(emojiTables())) writeFileSync(`${FOLDER}/${name}`, JSON.stringify(table));
