import { ADMIN_PER_CLIENT } from "../../platform-quotas.ts";
import { RoomListQuery } from "../../protocol/operator.ts";
import { RoomName } from "../../protocol/room-name.ts";
import {
  answer,
  answers,
  curl,
  json,
  OPERATOR,
  parameter,
  queryParameters,
  type Described,
  type Settings,
} from "../describe.ts";
import * as examples from "../examples.ts";

const SECRET = '-H "Authorization: Bearer $ADMIN_TOKEN"';
const ROOM = parameter("path", "room", RoomName, "The room's name.");
/** What each of them may be refused for. */
const CODES = ["unauthorized", "not_found", "rate_limited"] as const;

/** What whoever runs the server sees of it, and does with it. */
export function operatorOperations({ origin }: Settings): Described[] {
  const rooms = `${origin}/api/admin/rooms`;
  const common = { tags: ["Operator"], security: OPERATOR };
  return [
    {
      path: "/api/admin/rooms",
      method: "get",
      operation: {
        ...common,
        operationId: "listAllRooms",
        summary: "All rooms of the server",
        description:
          "How each room stood when it told last: it does so when it is made, and once an hour while somebody is active in it. Rooms that nobody has been to since the secret was set are not among them.\n\n" +
          `Of these addresses together, ${ADMIN_PER_CLIENT} may be asked in a minute by one client.`,
        parameters: queryParameters(RoomListQuery),
        responses: answers({ 200: answer("Those that fit.", "RoomList", examples.rooms) }, [
          "bad_command",
          "too_big",
          ...CODES,
        ]),
        "x-codeSamples": curl(`curl ${SECRET} '${rooms}?sort=cost'`),
      },
    },
    {
      path: "/api/admin/rooms/{room}",
      method: "get",
      operation: {
        ...common,
        operationId: "inspectRoom",
        summary: "One room, as it is now",
        description:
          "Its settings, what it has used, and messages in it that were reported. The room itself is asked, whether it is in the list or not.",
        parameters: [ROOM],
        responses: answers({ 200: answer("What there is to see.", "RoomInspection", examples.inspection) }, [
          "bad_room",
          ...CODES,
        ]),
        "x-codeSamples": curl(`curl ${SECRET} '${rooms}/${examples.ROOM}'`),
      },
    },
    {
      path: "/api/admin/rooms/{room}",
      method: "delete",
      operation: {
        ...common,
        operationId: "removeRoom",
        summary: "Delete a room, whoever owns it",
        description:
          "All that it has stored is deleted; everybody who is in it is told, and cut off. Anybody may then open a room of this name.",
        parameters: [ROOM],
        responses: answers({ 204: { description: "It is gone." } }, ["bad_room", ...CODES]),
        "x-codeSamples": curl(`curl -X DELETE ${SECRET} '${rooms}/${examples.ROOM}'`),
      },
    },
    {
      path: "/api/admin/rooms/{room}/close",
      method: "post",
      operation: {
        ...common,
        operationId: "closeRoom",
        summary: "Keep everybody out of a room",
        description:
          "Whoever is in it is told why, and cut off; from then on it is `forbidden` to everybody, its owner too, at every address and by every way in. Nothing is deleted.",
        parameters: [ROOM],
        requestBody: {
          required: false,
          description: "Why: everybody is told who comes.",
          content: json("CloseRequest", { reason: { value: examples.closing } }),
        },
        responses: answers({ 200: answer("The room as it is then.", "RoomInspection", examples.closedRoom) }, [
          "bad_room",
          "bad_json",
          "bad_command",
          "too_big",
          ...CODES,
        ]),
        "x-codeSamples": curl(
          `curl ${SECRET} \\\n  --json '${JSON.stringify(examples.closing)}' '${rooms}/${examples.ROOM}/close'`,
        ),
      },
    },
    {
      path: "/api/admin/rooms/{room}/reopen",
      method: "post",
      operation: {
        ...common,
        operationId: "reopenRoom",
        summary: "Let people into a room again",
        description: "Who may come in is again what the room itself says.",
        parameters: [ROOM],
        responses: answers({ 200: answer("The room as it is then.", "RoomInspection", examples.inspection) }, [
          "bad_room",
          ...CODES,
        ]),
        "x-codeSamples": curl(`curl -X POST ${SECRET} '${rooms}/${examples.ROOM}/reopen'`),
      },
    },
    {
      path: "/api/admin/notice",
      method: "get",
      operation: {
        ...common,
        operationId: "readNotice",
        summary: "What everybody was told last",
        description: "And how many rooms and people it has reached so far.",
        parameters: [],
        responses: answers({ 200: answer("The last one.", "LastNotice", examples.told) }, CODES),
        "x-codeSamples": curl(`curl ${SECRET} '${origin}/api/admin/notice'`),
      },
    },
    {
      path: "/api/admin/notice",
      method: "post",
      operation: {
        ...common,
        operationId: "sendNotice",
        summary: "Tell everybody something",
        description:
          "Everybody who is in a room is told, by the event `Notice`, by whatever way they are there. It is kept in no log. Rooms are told one after the other; while that goes on, a second one is `exists`.",
        parameters: [],
        requestBody: {
          required: true,
          description: "What is told.",
          content: json("NoticeRequest", { notice: { value: examples.notice } }),
        },
        responses: answers({ 202: answer("It is on its way.", "LastNotice", examples.sent) }, [
          "bad_json",
          "bad_command",
          "too_big",
          "exists",
          ...CODES,
        ]),
        "x-codeSamples": curl(
          `curl ${SECRET} \\\n  --json '${JSON.stringify({ text: "Back in ten minutes." })}' '${origin}/api/admin/notice'`,
        ),
      },
    },
  ];
}
