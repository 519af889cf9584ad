/** Every error code, with the HTTP status that carries it (SPEC.md, section 8). */
export const ERROR_STATUS = {
  bad_json: 400,
  bad_frame: 400,
  bad_command: 400,
  bad_room: 400,
  bad_protocol: 400,
  bad_origin: 403,
  too_big: 413,
  rate_limited: 429,
  id_conflict: 409,
  exists: 409,
  not_found: 404,
  forbidden: 403,
  unauthorized: 401,
  challenge_required: 403,
  upgrade_required: 426,
  banned: 403,
  muted: 403,
  password_required: 403,
  wrong_password: 403,
  bad_invite: 403,
  members_only: 403,
  locked: 403,
  room_full: 403,
  read_only: 403,
  slow_mode: 429,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, code);
}

/** Why the server closed a socket. From `FINAL_CLOSE_CODE` on, coming back would not help. */
export const CLOSE = {
  unknown: 4000,
  restart: 4001,
  tooSlow: 4002,
  silent: 4003,
  tokenExpired: 4005,
  rate: 4006,
  badFrames: 4500,
  unauthorized: 4501,
  banned: 4502,
  tooBig: 4503,
  roomFull: 4505,
  replaced: 4506,
  origin: 4507,
  gone: 4508,
  membersOnly: 4509,
  closed: 4510,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** Close codes from here to 4999 ask the client not to come back by itself. */
const FINAL_CLOSE_CODE = 4500;

/** Whether a client should reconnect after this close code. */
export function mayReconnect(code: number): boolean {
  return code < FINAL_CLOSE_CODE || code > 4999;
}

/** [O3] What whoever is not let in is told first, where the operator has closed the room: `forbidden` says other things, too. */
export const CLOSED_BY_OPERATOR = "The operator of this server has closed this room.";
