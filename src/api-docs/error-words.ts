import type { CLOSE, ErrorCode } from "../protocol/errors.ts";

/** What each error code says. */
export const ERROR_WORDS: Readonly<Record<ErrorCode, string>> = {
  bad_json: "The body, or a frame, is not JSON.",
  bad_frame: "A frame is binary: only text is understood.",
  bad_command: "A parameter, a field or a command is not what it should be; the message says which.",
  bad_room: "This cannot be the name of a room.",
  bad_protocol: "None of the subprotocols that were offered is spoken here.",
  bad_origin: "Pages of this site may not talk to this server.",
  too_big: "Something is over its limit; the message says what.",
  rate_limited: "Too much at once. It may be tried again after `retryAfter`.",
  id_conflict: "This id was used before, for something else.",
  exists: "There is something by this name already, or somebody is at it.",
  not_found: "There is no such room, message or address.",
  forbidden: "This is not allowed to you.",
  unauthorized: "The token is not valid here, or has run out.",
  challenge_required: "Who comes for the first time, or makes a room, shows first that they are no program.",
  upgrade_required: "This address speaks WebSocket, version 13.",
  banned: "You may not enter this room.",
  muted: "One may not write here, for now or any more.",
  password_required: "Whoever does not belong to the room needs its password to come in.",
  wrong_password: "This is not the room's password.",
  bad_invite: "There is no such invitation, or it has run out or is used up.",
  members_only: "Only who belongs to the room comes in: by an invitation.",
  locked: "The room is locked: nobody new comes in.",
  room_full: "The room has no place left.",
  read_only: "You may read here, not write.",
  slow_mode: "In this room one writes less often.",
  internal:
    "Something went wrong on the server. Say it again with the same `id`: then it is done once, whatever became of it.",
};

/** Why a server closes a socket. */
export const CLOSE_WORDS: Readonly<Record<keyof typeof CLOSE, string>> = {
  unknown: "No reason is given.",
  restart: "The server starts anew, or the room has another log.",
  tooSlow: "What was sent is not being read.",
  silent: "Nothing was heard for too long.",
  tokenExpired: "The token has run out: come back with a new one.",
  rate: "Too many commands in a row were refused for their rate.",
  badFrames: "Too many frames were malformed.",
  unauthorized: "The token is not valid here.",
  banned: "Banned or kicked.",
  tooBig: "A frame was too big.",
  roomFull: "The room has no place left.",
  replaced: "Another connection took this one's place.",
  gone: "The room was deleted.",
  membersOnly: "One does not belong to the room any more.",
  closed: "The operator of the server has closed the room.",
  origin: "Pages of this site may not talk to this server.",
};
