import { SCAN_QUOTA, SCAN_ROWS_PER_TOKEN, SEARCH_QUOTA } from "../../config.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import { CommandId } from "../../protocol/fields.ts";
import { FRAME_MAX_BYTES, PAGE_MAX, TEXT_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { MessageRequest } from "../../protocol/requests.ts";
import { JoinQuery, PageQuery } from "../../protocol/query.ts";
import { RoomName } from "../../protocol/room-name.ts";
import * as v from "valibot";
import {
  answer,
  answers,
  ANYBODY,
  curl,
  DOOR,
  json,
  parameter,
  queryParameters,
  type Described,
  type Settings,
} from "../describe.ts";
import * as examples from "../examples.ts";
import { refTo, schemaOf } from "../schemas.ts";
import { count, kib } from "../units.ts";

const MESSAGE = { text: examples.message.text, id: examples.message.id, replyTo: examples.message.replyTo };

/** Why nothing is said or done. */
const REFUSED: readonly ErrorCode[] = [
  "bad_room",
  "bad_json",
  "bad_command",
  "too_big",
  "unauthorized",
  "not_found",
  "id_conflict",
  "rate_limited",
  "read_only",
  "slow_mode",
  ...DOOR,
];

/** A room: what it is, what was said, saying something. */
export function roomOperations({ origin, quota }: Settings): Described[] {
  const room = parameter("path", "room", RoomName);
  const messages = `${origin}/api/rooms/${examples.ROOM}/messages`;
  const pace =
    quota.rate === 0
      ? "There is no limit to how many one sends."
      : `Each user has ${quota.burst} messages at once, then ${quota.rate} a second.`;
  return [
    {
      path: "/api/rooms/{room}",
      method: "get",
      operation: {
        operationId: "getRoom",
        tags: ["Rooms"],
        summary: "What a room is",
        description:
          "Where its log begins and ends, and how many are here. Asking does not enter the room, nor make it. Of a room that does not let one in, the error says why, and `about` what is known of it all the same.",
        security: ANYBODY,
        parameters: [room],
        responses: answers({ 200: answer("The room.", "RoomDescription", examples.description) }, [
          "bad_room",
          "not_found",
          "unauthorized",
          ...DOOR,
        ]),
        "x-codeSamples": curl(`curl '${origin}/api/rooms/${examples.ROOM}'`),
      },
    },
    {
      path: "/api/rooms/{room}/stats",
      method: "get",
      operation: {
        operationId: "getRoomStats",
        tags: ["Rooms"],
        summary: "What a room has used",
        description: "Counts since it was made, and what they cost by Cloudflare's published prices.",
        security: ANYBODY,
        parameters: [room],
        responses: answers({ 200: answer("What it has used.", "RoomStats", examples.stats) }, [
          "bad_room",
          "not_found",
          "unauthorized",
          ...DOOR,
        ]),
        "x-codeSamples": curl(`curl '${origin}/api/rooms/${examples.ROOM}/stats'`),
      },
    },
    {
      path: "/api/rooms/{room}/messages",
      method: "get",
      operation: {
        operationId: "listMessages",
        tags: ["Messages"],
        summary: "Look back, or search",
        description:
          `A page of up to ${PAGE_MAX} messages, oldest first: the newest, or those around a place in the log. With \`q\`, those that hold all its words.\n\n` +
          "Of letters outside ASCII, lower case, upper case and capitalised are found; other mixtures are not.\n\n" +
          `A search costs a token for each ${count(SCAN_ROWS_PER_TOKEN)} messages of the log. A user has ${SCAN_QUOTA.burst} and gets ${SCAN_QUOTA.rate} a second; all users of a room together have ${SEARCH_QUOTA.burst}, and get ${SEARCH_QUOTA.rate}.`,
        security: ANYBODY,
        parameters: [room, ...queryParameters(PageQuery)],
        responses: answers({ 200: answer("The page.", "HistoryPage", examples.page) }, [
          "bad_room",
          "bad_command",
          "too_big",
          "not_found",
          "unauthorized",
          "rate_limited",
          ...DOOR,
        ]),
        "x-codeSamples": curl(`curl '${messages}?limit=10'`),
      },
    },
    {
      path: "/api/rooms/{room}/messages",
      method: "post",
      operation: {
        operationId: "sendMessage",
        tags: ["Messages"],
        summary: "Send a message",
        description:
          "It is on disk, and told to everybody in the room, when this is answered. With an `id`, or the header `Idempotency-Key`, sending it again sends it once.\n\n" +
          `A text has up to ${count(TEXT_MAX_CODE_POINTS)} code points, a body up to ${kib(FRAME_MAX_BYTES)}. ${pace} Without a token one is the guest of one's address.`,
        security: ANYBODY,
        parameters: [
          room,
          ...queryParameters(v.pick(JoinQuery, ["name"])),
          parameter(
            "header",
            "Idempotency-Key",
            v.optional(CommandId),
            "The message's `id`, which it beats. ASCII only.",
          ),
        ],
        requestBody: {
          required: true,
          description: "JSON, a form with `text`, or the bare text, which is also what `curl -d` sends.",
          content: {
            "application/json": { schema: refTo("MessageRequest"), examples: { message: { value: MESSAGE } } },
            "text/plain": {
              schema: schemaOf(MessageRequest.entries.text),
              examples: { text: { value: MESSAGE.text } },
            },
            "application/x-www-form-urlencoded": {
              schema: schemaOf(v.pick(MessageRequest, ["text"])),
              examples: { form: { value: { text: MESSAGE.text } } },
            },
          },
        },
        responses: answers(
          {
            200: answer("It had been sent before: the first message.", "Message", examples.message),
            201: answer("It is sent.", "Message", examples.message),
          },
          REFUSED,
        ),
        "x-codeSamples": curl(`curl -d 'hello' '${messages}?name=${examples.message.user.name}'`),
      },
    },
    {
      path: "/api/rooms/{room}/commands",
      method: "post",
      operation: {
        operationId: "runCommand",
        tags: ["Messages"],
        summary: "Change, take back, react: any command",
        description:
          "Everything that can be said on a WebSocket in JSON mode, one command at a time. With an `id`, saying it again does it once.\n\n" +
          "Who says it is not in the room for that. Without a token one is the guest of one's address, who may be many: to edit, delete or rename takes one, and so does what moderators do.",
        security: ANYBODY,
        parameters: [room, ...queryParameters(v.pick(JoinQuery, ["name"]))],
        requestBody: {
          required: true,
          description: "One command.",
          content: json("Command", {
            edit: { value: { type: "edit", seq: examples.message.seq, text: "Half past twelve, then." } },
            react: { value: { type: "react", seq: examples.message.seq, emoji: "👍", on: true } },
          }),
        },
        responses: answers({ 200: answer("It is done.", "Ack", examples.ack) }, REFUSED),
        "x-codeSamples": curl(
          `curl --json '{"type":"react","seq":${examples.message.seq},"emoji":"👍","on":true}' '${origin}/api/rooms/${examples.ROOM}/commands'`,
        ),
      },
    },
  ];
}
