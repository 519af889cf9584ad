import { RoomName } from "../../protocol/room-name.ts";
import { answers, curl, HOLDER, parameter, type Described, type Settings } from "../describe.ts";
import * as examples from "../examples.ts";

/** A room as something that one has: to take with one, to bring back, to delete. */
export function dataOperations({ origin }: Settings): Described[] {
  const room = parameter("path", "room", RoomName);
  const address = `${origin}/api/rooms/${examples.ROOM}`;
  return [
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
