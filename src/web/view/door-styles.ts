import { fetchStyles } from "./fetch-styles.ts";

// For the door of a room.
await fetchStyles("door");
