import { GUESS_QUOTA, GUESSES_QUOTA } from "../../config.ts";
import { RoomName } from "../../protocol/room-name.ts";
import { answer, answers, ANYBODY, curl, DOOR, json, parameter, type Described, type Settings } from "../describe.ts";
import * as examples from "../examples.ts";

/** Rooms of one's own, and coming to belong to one. */
export function membershipOperations({ origin }: Settings): Described[] {
  const room = parameter("path", "room", RoomName);
  return [
    {
      path: "/api/rooms",
      method: "post",
      operation: {
        operationId: "makeRoom",
        tags: ["Rooms"],
        summary: "Make a room of your own",
        description:
          "Whoever asks owns it: by their token, or by the one that is answered, and by `ownerLink` from another device. A room that is simply entered has no owner. Without a name it is given one that nobody guesses.",
        security: ANYBODY,
        parameters: [],
        requestBody: {
          required: false,
          description: "All of it may be left out.",
          content: json("RoomRequest", {
            room: { value: { room: examples.ROOM, settings: { topic: examples.description.settings.topic } } },
          }),
        },
        responses: answers({ 201: answer("It is made.", "RoomMade", examples.made) }, [
          "bad_json",
          "bad_command",
          "bad_room",
          "too_big",
          "unauthorized",
          "exists",
        ]),
        "x-codeSamples": curl(`curl --json '{"room":"${examples.ROOM}"}' '${origin}/api/rooms'`),
      },
    },
    {
      path: "/api/rooms/{room}/enter",
      method: "post",
      operation: {
        operationId: "enterRoom",
        tags: ["Rooms"],
        summary: "Come to belong to a room",
        description:
          "By an invitation, or by the room's password: from then on one is a member, or what the invitation says, and comes in by one's token alone. It may be asked again.\n\n" +
          `Of wrong passwords a user, or an address where that is known, has ${GUESS_QUOTA.burst}, and all of a room together ${GUESSES_QUOTA.burst}.`,
        security: ANYBODY,
        parameters: [room],
        requestBody: {
          required: false,
          description: "One of both. Without, one is told whether the room lets one in.",
          content: json("EnterRequest", {
            invitation: { value: { invite: "Qm9uam91ciBsZSBtb25kZQ" } },
            password: { value: { password: "correct horse battery staple" } },
          }),
        },
        responses: answers({ 200: answer("One may come in.", "RoomEntered", examples.entered) }, [
          "bad_json",
          "bad_command",
          "bad_room",
          "not_found",
          "unauthorized",
          "rate_limited",
          "wrong_password",
          "bad_invite",
          ...DOOR,
        ]),
        "x-codeSamples": curl(
          `curl --json '{"invite":"Qm9uam91ciBsZSBtb25kZQ"}' '${origin}/api/rooms/${examples.ROOM}/enter'`,
        ),
      },
    },
  ];
}
