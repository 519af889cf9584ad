/** What the page has of one's inbox, in one piece: who is shown one part is soon shown another. */
export { InboxBadge } from "./inbox-badge.tsx";
export { InboxList } from "./inbox-list.tsx";
export { MessagePerson } from "./message-person.tsx";
