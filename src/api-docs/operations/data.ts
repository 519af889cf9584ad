import { EXPORT_PAGE_ENTRIES, EXPORT_QUOTA, EXPORTS_QUOTA, IMPORT_LINE_MAX_BYTES } from "../../config.ts";
import { IMPORTS_PER_CLIENT } from "../../platform-quotas.ts";
import { ExportQuery } from "../../protocol/query.ts";
import { RoomName } from "../../protocol/room-name.ts";
import {
  answer,
  answers,
  ANYBODY,
  curl,
  DOOR,
  HOLDER,
  parameter,
  queryParameters,
  type Described,
  type Settings,
} from "../describe.ts";
import * as examples from "../examples.ts";
import type { MediaType } from "../openapi.ts";
import { refTo } from "../schemas.ts";
import { count } from "../units.ts";

/** A room as lines. */
const LINES: MediaType = {
  schema: {
    type: "string",
    description: "`ExportHeader`, then an event of the log a line, then `ExportEnd`.",
    contentMediaType: "application/x-ndjson",
    contentSchema: { anyOf: [refTo("ExportHeader"), refTo("Event"), refTo("ExportEnd")] },
  },
  examples: { room: { value: examples.exported } },
};

/** A room as something that one has: to take with one, to bring back, to delete. */
export function dataOperations({ origin, importMax }: Settings): Described[] {
  const room = parameter("path", "room", RoomName);
  const address = `${origin}/api/rooms/${examples.ROOM}`;
  return [
    {
      path: "/api/rooms/{room}/export",
      method: "get",
      operation: {
        operationId: "exportRoom",
        tags: ["Rooms"],
        summary: "Take a room with you",
        description:
          "The whole log as a file: as lines, to be kept, worked with or brought into another room; or as one page to be read. `Accept` chooses, and `format` beats it.\n\n" +
          "It has what is there when it is asked for, as it is by then. It is sent as fast as it is taken; a file without its last line is not whole.\n\n" +
          `Each ${count(EXPORT_PAGE_ENTRIES)} entries cost a token. A user has ${EXPORT_QUOTA.burst} and gets ${EXPORT_QUOTA.rate} a second; all users of a room together have ${EXPORTS_QUOTA.burst}, and get ${EXPORTS_QUOTA.rate}. What has begun waits for them.`,
        security: ANYBODY,
        parameters: [room, ...queryParameters(ExportQuery)],
        responses: answers(
          {
            200: {
              description: "The room.",
              headers: {
                "Content-Disposition": {
                  description: "What to call the file: after the room.",
                  schema: { type: "string" },
                },
              },
              content: {
                "application/x-ndjson": LINES,
                "text/html": { schema: { type: "string", description: "A page, complete in itself." } },
              },
            },
          },
          ["bad_room", "bad_command", "unauthorized", "not_found", "rate_limited", ...DOOR],
        ),
        "x-codeSamples": curl(`curl -OJ '${address}/export'`),
      },
    },
    {
      path: "/api/rooms/{room}/import",
      method: "post",
      operation: {
        operationId: "importRoom",
        tags: ["Rooms"],
        summary: "Bring a room in",
        description:
          "For its owner. What an export has as lines takes the place of what was said in the room: entries keep their `seq`, authors and times; settings and pins come along, roles do not. Whoever is there is told to come back (close code 4001), and finds another `epoch`.\n\n" +
          "All of it or nothing: what is not as it must be is refused with the number of its line, and the room is as it was. Only one import into a room goes on at a time.\n\n" +
          `A line has at most ${count(IMPORT_LINE_MAX_BYTES)} bytes, a file ${count(importMax)}. A client begins ${IMPORTS_PER_CLIENT} imports in a minute.`,
        security: HOLDER,
        parameters: [room],
        requestBody: {
          required: true,
          description: "An export, as lines.",
          content: { "application/x-ndjson": LINES },
        },
        responses: answers({ 200: answer("The room as it is now.", "RoomDescription", examples.brought) }, [
          "bad_room",
          "bad_json",
          "bad_command",
          "too_big",
          "unauthorized",
          "forbidden",
          "not_found",
          "exists",
          "rate_limited",
        ]),
        "x-codeSamples": curl(`curl --data-binary @room.ndjson -H 'Authorization: Bearer …' '${address}/import'`),
      },
    },
    {
      path: "/api/rooms/{room}",
      method: "delete",
      operation: {
        operationId: "deleteRoom",
        tags: ["Rooms"],
        summary: "Delete a room",
        description:
          "For its owner. All that was said in it is gone, from storage too, and cannot be brought back but from an export. Whoever is there is told, and cut off with the close code 4508; whoever comes later finds another room.",
        security: HOLDER,
        parameters: [room],
        responses: answers({ 204: { description: "It is gone." } }, [
          "bad_room",
          "unauthorized",
          "forbidden",
          "not_found",
        ]),
        "x-codeSamples": curl(`curl -X DELETE -H 'Authorization: Bearer …' '${address}'`),
      },
    },
  ];
}
