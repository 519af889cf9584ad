import { fetchStyles } from "../view/fetch-styles.ts";

// For what somebody is, wherever they are named.
await fetchStyles("people");
