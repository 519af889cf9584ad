import type { Quota } from "./protocol/token-bucket.ts";

/**
 * What the operator of a server chooses: every interval, limit and quota that is not part of the wire protocol.
 * Limits of the protocol are in `protocol/limits.ts`, and quotas that the platform counts in `platform-quotas.ts`.
 */

/** After a flush the next one waits this long for each socket in the room, in ms: a flush costs by the frame. */
export const FLUSH_WAIT_PER_LINK_MS = 0.06;
/** It also waits until the frames have left, and for this share of the time that took: then answers to them can be in. */
export const FLUSH_WAIT_SHARE = 0.2;
/** Longer than this no flush takes, in ms: if it says so, the clock was set. */
export const FLUSH_TOOK_MAX_MS = 1_000;
/** The shortest and the longest wait of these, in ms. */
export const FLUSH_WAIT_MIN_MS = 1;
export const FLUSH_WAIT_MAX_MS = 250;
/** After news of who is here, more of it waits this long, unless something else travels before, in ms. */
export const PRESENCE_WAIT_MS = 250;
/** The same in a room too full for names: a number that is a second old is still true enough. */
export const CROWD_WAIT_MS = 1_000;
/** Durable events waiting for a flush that bring it forward. */
export const FLUSH_MAX_EVENTS = 1_000;

/** Bytes of the reason in a close frame: what is over it the platform refuses. */
export const CLOSE_REASON_MAX_BYTES = 123;
/** A reader for whom more bytes than this are waiting is cut off. */
export const BUFFERED_MAX_BYTES = 1024 * 1024;

/** What a stream is told in its first moments, a page of history among it, may wait for a slow reader. ms */
export const STREAM_GRACE_MS = 1_000;
/** How long whoever polls counts as being in the room after an answer: until their next poll is there. ms */
export const POLL_LINGER_MS = 4_000;

/** How long such a client may take to answer a ping. ms */
export const ENGINE_PING_TIMEOUT_MS = 60_000;
/** How often a session of Engine.IO may ask to be let into namespaces: being let in is work. */
export const CONNECTS_MAX = 20;

/** Commands that write nothing (history, typing, …), for each connection. */
export const COMMAND_QUOTA: Quota = { burst: 60, rate: 20 };
/** Taking messages back and reacting to them, for each user: each is two rows written. */
export const CHANGE_QUOTA: Quota = { burst: 30, rate: 5 };
/** Taking another name, for each user: everybody is told. */
export const RENAME_QUOTA: Quota = { burst: 10, rate: 0.1 };
/** Looking for repeats further back than `DEDUPE_WINDOW`, for each user: one token for this many rows. */
export const SCAN_QUOTA: Quota = { burst: 60, rate: 20 };
/** The same for searches of all users of a room together: users are free, its time is not. */
export const SEARCH_QUOTA: Quota = { burst: 180, rate: 40 };
export const SCAN_ROWS_PER_TOKEN = 10_000;
/** Users of whom a room remembers whether they are members, beside its storage. */
export const MEMBERS_HELD = 10_000;
/** Users of whom a room in slow mode remembers when they last spoke, the last of them; and messages that it looks through for that after a start. */
export const SLOW_MODE_USERS_HELD = 10_000;
export const SLOW_MODE_LOOKED_BACK = 50_000;
/** New members that a room takes: each is a row written, and guests are free. */
export const ENTRY_QUOTA: Quota = { burst: 200, rate: 5 };
/** Guesses at a room's password that were wrong: of one user, or of one address where that is known, and of all together. */
export const GUESS_QUOTA: Quota = { burst: 10, rate: 0.1 };
export const GUESSES_QUOTA: Quota = { burst: 60, rate: 0.5 };
/** Of how many who guess is kept what they have left. */
export const GUESSERS_KEPT = 50;
/** How often a password is hashed (PBKDF2, SHA-256): as often as the platform allows. */
export const PASSWORD_ITERATIONS = 100_000;
/** Entries of one page of an export, and characters of their texts and reactions, above which it ends. */
export const EXPORT_PAGE_ENTRIES = 1_000;
export const EXPORT_PAGE_CHARACTERS = 512 * 1024;
/** Pages of exports, for each user, and for all users of a room together: what is read out is told, too. */
export const EXPORT_QUOTA: Quota = { burst: 60, rate: 20 };
export const EXPORTS_QUOTA: Quota = { burst: 180, rate: 40 };
/** Code points of a message that are shown where it is quoted in an export. */
export const EXCERPT_CODE_POINTS = 160;
/** Entries of a file, and their bytes, that are handed to a room at once when one is brought in. */
export const IMPORT_BATCH_ENTRIES = 1_000;
export const IMPORT_BATCH_BYTES = 512 * 1024;
/** Bytes of one line of it. Written as a row it must stay below the 2 MB that the platform allows one value. */
export const IMPORT_LINE_MAX_BYTES = 1_500_000;
/** By how much a time in it may be ahead of the server's clock, ms: clocks differ. */
export const IMPORT_AHEAD_MAX_MS = 60_000;
/** How long an import may take, and how long nothing may come of it before another one may begin, in ms. */
export const IMPORT_TIME_MAX_MS = 30 * 60 * 1000;
export const IMPORT_SILENT_MS = 60_000;
/** [A6] Connections that one user has in a room: one more takes the place of the oldest. */
export const CONNECTIONS_PER_USER = 20;
/** [A6] When somebody is to try again whose address has all the connections in a room that it may have. ms */
export const ADDRESS_FULL_RETRY_MS = 30_000;
/** Where Turnstile says whether its challenge was passed, how long that is waited for, in ms, and the longest answer to it. */
export const CHALLENGE_VERIFY_URL = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
export const CHALLENGE_TIME_MS = 5_000;
export const CHALLENGE_MAX_CHARACTERS = 2_048;
/** Commands in a row that were refused for their rate, after which a socket is closed. */
export const REFUSALS_MAX = 100;

/** How far somebody has read is written when they leave, and while they are here at most this often. ms */
export const READ_WRITE_MS = 60_000;

/** Entries of the log that are dropped in one step: between two steps others are heard. */
export const TRIM_STEP_ROWS = 1_000;
/** What has become too old waits so long for more of it, in ms: the room is woken for it once an hour at most. */
export const TRIM_PAUSE_MS = 60 * 60 * 1000;
/** A log may be longer than it is to be by this share, at least and at most by so many entries: not each one drops another. */
export const TRIM_SLACK_SHARE = 0.1;
export const TRIM_SLACK_MIN = 10;
export const TRIM_SLACK_MAX = 1_000;
/** How far somebody has read is forgotten, in the same steps, when they have not read on for so long. ms */
export const READS_KEPT_MS = 90 * 24 * 60 * 60 * 1000;
/** Looking for those means looking at everybody: it is done at most this often. ms */
export const READS_DROP_PAUSE_MS = 24 * 60 * 60 * 1000;

/** Messages looked through for a repeated id where the client does not say from where [C3]. */
export const DEDUPE_WINDOW = 1_000;

/** Events read back, after a wake, to know how much each user has said lately. */
export const RATE_REPLAY_MAX_EVENTS = 10_000;

/** How long a guest's token is good for, in ms, and how much of that is left when a visit renews it. */
export const GUEST_TOKEN_MS = 90 * 24 * 60 * 60 * 1000;
export const GUEST_TOKEN_RENEW_MS = 60 * 24 * 60 * 60 * 1000;

/** [N2] How long a code is good that takes a guest along to another device, in ms; its random bytes; and how many one may make. */
export const CARRY_MS = 10 * 60 * 1000;
export const CARRY_CODE_BYTES = 16;
export const CARRY_QUOTA: Quota = { burst: 10, rate: 1 / 60 };

/** New conversations that one user may open, and that may be opened with one user by whomever. */
export const OPENING_QUOTA: Quota = { burst: 20, rate: 0.1 };
export const KNOCK_QUOTA: Quota = { burst: 30, rate: 0.05 };
/** Mentions by one user that another's inbox takes: beyond that they are only where they were said. */
export const MENTION_QUOTA: Quota = { burst: 20, rate: 0.1 };
/** People whom a room has never seen and whose inboxes one guest reaches from there by mentioning them, and how many of them it remembers. */
export const STRANGERS_QUOTA: Quota = { burst: 5, rate: 0.05 };
export const STRANGERS_HELD = 1_000;
/** Inboxes that a room tells at the same time, those that wait to be told, and what each of these is told at most. */
export const POSTS_MAX = 6;
export const POSTS_WAITING_MAX = 1_000;
export const POST_MAX_ITEMS = 100;
/** How often an inbox is told before it is given up, and the first wait in between, in ms; each further one is once more as long. */
export const POST_TRIES = 4;
export const POST_AGAIN_MS = 500;
/** A room that was started anew tells mentions again that are not older than this. ms */
export const MENTIONS_AGAIN_MS = 2 * 60 * 1000;
/** How far back mentions are looked for of somebody who says for the first time how far they have read, in places of the log. */
export const MENTIONS_LOOKED_BACK = 1_000;

/** How long an address is known again by one mark, in ms; by the one before, too, so twice that at most. */
export const MARK_PERIOD_MS = 30 * 24 * 60 * 60 * 1000;
/** Guests of whom a room has in memory that their mark is kept. */
export const MARKS_HELD = 1_000;
/** Bans and mutes of one room. */
export const SANCTIONS_MAX = 1_000;
/** How far back is looked for what somebody is called who is not here, in messages. */
export const NAMES_LOOKED_BACK = 1_000;
/** Messages of somebody that are taken back at once, and how far back they are looked for, in places of the log. */
export const PURGE_MAX = 1_000;
export const PURGE_LOOKED_BACK = 10_000;
/** Reports that wait for a moderator, and how many of these are one user's; and how fast one reports. */
export const REPORTS_MAX = 200;
export const REPORTS_BY_USER_MAX = 20;
export const REPORT_QUOTA: Quota = { burst: 5, rate: 1 / 60 };
/** Acts of moderators that a room remembers, and how many more there may be before the oldest are dropped. */
export const AUDIT_MAX = 1_000;
export const AUDIT_SLACK = 100;
/**
 * [L2] A public room tells the directory of changes at most once in this time, in ms; and all rooms together no oftener than once in
 * the second one, on average: the directory says to each when its turn is next.
 */
export const HERALD_PAUSE_MS = 5_000;
export const HERALD_SPACING_MS = 20;
/** A room that is awake tells it again after this, whatever was lost meanwhile. ms */
export const HERALD_AGAIN_MS = 60 * 60 * 1000;
/** How long a room waits after the directory could not be told. ms */
export const HERALD_RETRY_MS = 60_000;
/** A room that has told nothing for so long is not in the directory any more. ms */
export const LISTING_KEPT_MS = 24 * 60 * 60 * 1000;
/** Those are looked for at most this often. ms */
export const LISTINGS_DROP_PAUSE_MS = 60 * 60 * 1000;
/** Rooms in the directory: for one more, the one that has been empty and silent for longest goes. */
export const DIRECTORY_ROOMS_MAX = 10_000;
/** Whoever listens to the directory is told at most this often, in ms; and so much more seldom for each who does. */
export const DIRECTORY_TELL_MS = 2_000;
export const DIRECTORY_TELL_PER_LISTENER_MS = 0.5;
/** How many people are in which room is written at most this often, in one row: before the object can have gone to sleep. ms */
export const DIRECTORY_WRITE_MS = 5_000;

/** How often a room that is used tells the operator's registry how it stands, and after how long it tries again where it could not. ms */
export const REGISTRY_TELL_MS = 60 * 60 * 1000;
export const REGISTRY_AGAIN_MS = 60 * 1000;
/** Rooms that are told a notice of the operator's in one step: the free plan lets an object ask 50 others at a time. */
export const NOTICE_STEP_ROOMS = 40;
/** Characters without which a secret of the operator's is none: what is shorter can be guessed. */
export const ADMIN_TOKEN_MIN_CHARACTERS = 16;

/** Bytes of a body that is too large which are taken and thrown away before that is answered. */
export const DISCARD_MAX_BYTES = 8 * 1024 * 1024;

/** Bytes of a token: what a header can carry. */
export const TOKEN_MAX_BYTES = 4_096;
/** How long a connection whose token has run out may take to show another, before it is cut off. ms */
export const TOKEN_GRACE_MS = 60_000;

/** Time to fetch the keys of a host application, and bytes of them. ms */
export const JWKS_TIME_MS = 5_000;
export const JWKS_MAX_BYTES = 64 * 1024;
/** How long they are good without asking again; and how much longer where asking fails. ms */
export const JWKS_KEPT_MS = 10 * 60 * 1000;
export const JWKS_STALE_MAX_MS = 24 * 60 * 60 * 1000;
/** How often they are asked for at most because a token names one that is not among them, or because asking has failed. ms */
export const JWKS_AGAIN_MS = 60_000;
/** The same while there are none: nobody could come in. ms */
export const JWKS_RETRY_MS = 2_000;

/** Time for the preview of a link, with all its redirects. ms */
export const PREVIEW_TIME_MS = 5_000;
/** Redirects that are followed for it. */
export const PREVIEW_REDIRECTS_MAX = 3;
/** Bytes of a page that are read for it, uncompressed: the heads of some big sites are this large. */
export const PREVIEW_BODY_MAX_BYTES = 256 * 1024;
/** How long a preview is kept, at a data centre and by a browser, in s; and how long that there is none. */
export const PREVIEW_KEPT_S = 24 * 60 * 60;
export const NO_PREVIEW_KEPT_S = 10 * 60;
/** Who a page is told is asking. */
export const PREVIEW_USER_AGENT = "Mozilla/5.0 (compatible; Parley link preview)";
/** Says what names lead to: DNS over HTTPS, in JSON. */
export const PREVIEW_RESOLVER = "https://cloudflare-dns.com/dns-query";

/** Names that a room knows, beside twice as many as there were, before it forgets who has long left [N1]. */
export const LABELS_MIN = 1_000;
