import { fetchStyles } from "../view/fetch-styles.ts";

// For what can be done to somebody, and what moderators look at.
await fetchStyles("moderation");
