import { writeFileSync } from "node:fs";
import { confusables } from "./confusables.ts";

/** Writes the table of confusable characters to where everybody reads it. To be run when the package has a newer one. */
writeFileSync("src/protocol/confusables-table.json", `${JSON.stringify(confusables())}\n`);
