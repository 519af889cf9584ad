import { fetchStyles } from "./fetch-styles.ts";

// For taking oneself along to another device, there and here.
await fetchStyles("carry");
