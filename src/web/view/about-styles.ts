import { fetchStyles } from "./fetch-styles.ts";

// For dialogs about the whole room.
await fetchStyles("about");
