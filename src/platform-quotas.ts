/**
 * What one client may do in a period (s), counted by the platform at each data centre: `wrangler.toml` says the same to it.
 * A client is an address, which many may share.
 */

/** Joins of rooms, rooms that are made, and people who come for the first time. */
export const JOINS_PER_CLIENT = 240;
export const ROOMS_PER_CLIENT = 10;
export const SIGN_INS_PER_CLIENT = 60;
export const DOOR_PERIOD_S = 60;

/** Imports that begin: whoever opens a room owns it, and each entry is a row written. */
export const IMPORTS_PER_CLIENT = 3;
export const IMPORTS_PERIOD_S = 60;

/** [N2] Codes that are tried. */
export const CODES_PER_CLIENT = 10;
export const CODES_PERIOD_S = 60;

/** How often the directory is asked for. */
export const DIRECTORY_PER_CLIENT = 300;
export const DIRECTORY_PERIOD_S = 60;

/** Requests to the operator's part of the API, right and wrong ones. */
export const ADMIN_PER_CLIENT = 100;
export const ADMIN_PERIOD_S = 60;

/** Pages that are fetched for previews: for one client, and from one host. */
export const PREVIEWS_PER_CLIENT = 30;
export const PREVIEWS_PER_HOST = 120;
export const PREVIEW_PERIOD_S = 60;
