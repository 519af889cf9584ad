// What keeps words across reloads. The server names it beside the page, so that it is there by the time that it is asked for.
export { loadDraft, saveDraft } from "./drafts.ts";
export { tabOutbox } from "./tab-outbox.ts";
