/**
 * The limits of the wire protocol (SPEC.md, section 9). Both sides know them; `welcome.limits` repeats those that a client acts on.
 * Limits of the operator's choosing are in `config.ts`.
 */

/** Bytes of one client frame, as UTF-8. */
export const FRAME_MAX_BYTES = 64 * 1024;
/** Code points of a message's text, after trimming. */
export const TEXT_MAX_CODE_POINTS = 4_000;
/** Graphemes of a name. */
export const NAME_MAX_GRAPHEMES = 32;
/** Code points of one grapheme in a name: the longest emoji of Unicode 16 has ten, a pile of combining marks has more. */
export const NAME_GRAPHEME_MAX_CODE_POINTS = 10;
/** Bytes of a command's `id`, as UTF-8. */
export const COMMAND_ID_MAX_BYTES = 64;
/** Commands in one frame. */
export const FRAME_MAX_COMMANDS = 100;
/** Characters of a user's id, which a host application may choose. */
export const USER_ID_MAX_CHARACTERS = 128;
/** Code points of a room's name. */
export const ROOM_NAME_MAX_CODE_POINTS = 64;
/** Messages in one page of history, and on joining. */
export const PAGE_MAX = 100;
/** Messages on joining, unless told. */
export const PAGE_DEFAULT = 50;
/** Events a client may have missed and still be told one by one. */
export const RESUME_MAX_EVENTS = 500;
/** Code points of what is searched for, and words in it. */
export const SEARCH_MAX_CODE_POINTS = 200;
export const SEARCH_MAX_WORDS = 8;
/** Different emoji on one message. */
export const REACTION_KINDS_MAX = 20;
/** People with one emoji on one message, and how many of them are told by id. */
export const REACTORS_MAX = 2_000;
export const REACTORS_TOLD_MAX = 100;
/** Bytes of all their ids on one message, as they are kept in its row: half of what a row may have. */
export const REACTORS_MAX_BYTES = 1_000_000;
/** People whom one message mentions by id. */
export const MENTIONS_MAX = 20;
/** Messages that are pinned in a room. */
export const PINS_MAX = 50;
/** Unread messages that are counted: above it there are that many or more. */
export const UNREAD_COUNTED_MAX = 1_000;
/** People of whom is told how far they have read, in a room that tells. */
export const READERS_TOLD_MAX = 200;
/** Code points of a room's topic. */
export const TOPIC_MAX_CODE_POINTS = 250;
/** The longest time that a room may be told to keep what was said, in days, and the most of it. */
export const KEEP_DAYS_MAX = 3_650;
export const KEEP_MESSAGES_MAX = 10_000_000;
/** How long a poll may be held, in seconds. */
export const POLL_WAIT_MAX_S = 25;
/** Characters of a cursor that are looked at: what is longer is none. */
export const CURSOR_MAX_CHARACTERS = 64;
/** Members listed by name; above it only their number travels. */
export const ROSTER_MAX = 200;
/** Malformed frames after which a socket is closed. */
export const BAD_FRAMES_MAX = 10;
/** How often a client says `ping`, in ms, unless the server says otherwise. */
export const HEARTBEAT_MS = 30_000;
/** After this many heartbeats without a `ping` from one that had said it, a socket is closed. */
export const SILENT_HEARTBEATS = 4;
/** Characters of an address that a preview is asked of, and of those that it leads on to. */
export const PREVIEW_URL_MAX_CHARACTERS = 2_048;
/** Code points of the texts of a preview: what is longer is cut. */
export const PREVIEW_TITLE_MAX_CODE_POINTS = 200;
export const PREVIEW_DESCRIPTION_MAX_CODE_POINTS = 300;
export const PREVIEW_SITE_MAX_CODE_POINTS = 60;
/** [D6] Code points of a message that an inbox repeats. */
export const SNIPPET_MAX_CODE_POINTS = 140;
/** [D8] Conversations and mentions in an inbox, and mentions of one room among them. Over this the oldest go. */
export const INBOX_CONVERSATIONS_MAX = 200;
export const INBOX_MENTIONS_MAX = 100;
export const INBOX_ROOM_MENTIONS_MAX = 20;
/** Connections to one inbox; one more takes the place of the oldest. */
export const INBOX_SOCKETS_MAX = 32;
/** Code points of a room's title, and characters of its password. */
export const TITLE_MAX_CODE_POINTS = 80;
export const PASSWORD_MAX_CODE_POINTS = 128;
/** The longest pause between two messages of one user that slow mode demands, in s. */
export const SLOW_MODE_MAX_S = 6 * 60 * 60;
/** The most users that a room may be told to hold. */
export const MEMBERS_MAX = 30_000;
/** Sites whose pages alone may come into a room. */
export const ALLOWED_ORIGINS_MAX = 10;
/** Code points of why somebody is sent away, silenced or reported. */
export const REASON_MAX_CODE_POINTS = 250;
/** The longest time for which somebody is silenced, or sent away, in s; longer is for good. */
export const SANCTION_MAX_S = 365 * 24 * 60 * 60;
/** Words that a room's filter holds, and code points of one. */
export const FILTER_WORDS_MAX = 200;
export const FILTER_WORD_MAX_CODE_POINTS = 40;
/** The longest time for which an invitation is good, in s, and the most people who come by one. */
export const INVITE_MAX_S = 365 * 24 * 60 * 60;
export const INVITE_USES_MAX = 10_000;
/** Invitations of one room that are good at the same time. */
export const INVITES_MAX = 100;
/** Characters of an invitation's code: 128 bits, so that nobody guesses it. */
export const INVITE_CODE_CHARACTERS = 22;
/** Moderators and owners whom everybody is told of who comes in. */
export const STAFF_TOLD_MAX = 100;
/** Users who were in a room when its door was closed, and may come back. */
export const ADMITTED_MAX = 1_000;
/** [N2] Characters of a code that takes a guest along to another device. */
export const CARRY_CODE_MAX_CHARACTERS = 256;
/** Characters of the address of a user's picture. */
export const PICTURE_MAX_CHARACTERS = 512;
/** [L4] Public rooms that are told at once: of more, those with the most people. */
export const DIRECTORY_TOLD_MAX = 100;
/** Connections to the directory; one more is refused for now. */
export const DIRECTORY_SOCKETS_MAX = 10_000;
/** Code points of what the operator tells everybody. */
export const NOTICE_MAX_CODE_POINTS = 500;
/** Rooms in one page of what the operator sees, and unless told; code points of what is looked for among them. */
export const OPERATOR_PAGE_MAX = 100;
export const OPERATOR_PAGE_DEFAULT = 50;
export const ROOM_SEARCH_MAX_CODE_POINTS = 100;
