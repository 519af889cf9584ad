import { COMMAND_QUOTA, POLL_LINGER_MS } from "../../config.ts";
import { FRAME_MAX_BYTES, FRAME_MAX_COMMANDS, POLL_WAIT_MAX_S, RESUME_MAX_EVENTS } from "../../protocol/limits.ts";
import { EventsQuery, JoinQuery } from "../../protocol/query.ts";
import { RoomName } from "../../protocol/room-name.ts";
import * as v from "valibot";
import {
  answers,
  ANYBODY,
  curl,
  ENTRY,
  parameter,
  queryParameters,
  type Described,
  type Settings,
} from "../describe.ts";
import * as examples from "../examples.ts";
import type { MediaType } from "../openapi.ts";
import { refTo } from "../schemas.ts";
import { count, kib, seconds } from "../units.ts";

/** What a stream is made of, each event in it being one of the schema. */
function streamOf(type: string, description: string, example: string): MediaType {
  return {
    schema: { type: "string", description, contentMediaType: type, contentSchema: refTo("Event") },
    examples: { stream: { value: example } },
  };
}

const Offered = v.optional(
  v.pipe(
    v.string(),
    v.description(
      "`parley.v1` is JSON, `parley.text` is text; the first that is known is selected. A token may be offered too, as `token.<jwt>`. None offered: text, or JSON with `v=1`.",
    ),
    v.examples(["parley.v1"]),
  ),
);

/** A room as it goes on. */
export function streamOperations({ origin, heartbeat, streamHeartbeat }: Settings): Described[] {
  const room = parameter("path", "room", RoomName);
  const events = `${origin}/api/rooms/${examples.ROOM}/events`;
  const socket = `${origin.replace(/^http/, "ws")}/api/rooms/${examples.ROOM}/ws`;
  return [
    {
      path: "/api/rooms/{room}/events",
      method: "get",
      operation: {
        operationId: "readEvents",
        tags: ["Events"],
        summary: "Read as it goes on",
        description:
          "Enters the room and tells what happens in it, for as long as the request is held: as server-sent events, as NDJSON, or as text. `Accept` chooses, and `format` beats it.\n\n" +
          `With \`format=json\` it is a poll instead: answered at once, or held for up to ${POLL_WAIT_MAX_S} s with \`wait\`. Who waits is in the room, and ${seconds(POLL_LINGER_MS)} longer, until the next poll. The next \`since\` is \`<epoch>.<head>\` of the answer.\n\n` +
          `Whoever comes back with a cursor is told all that they missed, where that is at most ${count(RESUME_MAX_EVENTS)} events. A stream that has told nothing for ${seconds(streamHeartbeat)} says so with an empty line, or a comment.`,
        security: ANYBODY,
        parameters: [
          room,
          ...queryParameters(v.omit(EventsQuery, ["v"])),
          parameter(
            "header",
            "Last-Event-ID",
            EventsQuery.entries.since,
            "The same as `since`, which it beats. `EventSource` sends it by itself.",
          ),
        ],
        responses: answers(
          {
            200: {
              description: "The stream, or the answer to a poll.",
              content: {
                "text/event-stream": streamOf(
                  "text/event-stream",
                  "A message is an unnamed event, others carry `event: <type>`. `data` is the event's JSON, `id` the cursor after it.",
                  examples.streamed("sse"),
                ),
                "application/x-ndjson": streamOf(
                  "application/x-ndjson",
                  "An event a line, as JSON.",
                  examples.streamed("ndjson"),
                ),
                "text/plain": {
                  schema: {
                    type: "string",
                    description:
                      "A message a line, `name: text`; what it continues on another line is indented. Lines of the room itself begin with `* `.",
                  },
                  examples: { stream: { value: examples.streamed("text") } },
                },
                "application/json": {
                  schema: { anyOf: [refTo("PollAnswer"), refTo("Glimpse")] },
                  examples: {
                    held: { summary: "With wait", value: examples.poll },
                    look: { summary: "Without wait", value: examples.glimpse },
                  },
                },
              },
            },
          },
          ["bad_room", "bad_command", "too_big", "unauthorized", "not_found", ...ENTRY],
        ),
        "x-codeSamples": curl(`curl -N '${events}?format=text'`),
      },
    },
    {
      path: "/api/rooms/{room}/ws",
      method: "get",
      operation: {
        operationId: "openSocket",
        tags: ["Events"],
        summary: "Open a WebSocket",
        description:
          `In JSON mode each frame from the server is an array of \`Event\`, and each frame to it a \`Command\` or an array of up to ${FRAME_MAX_COMMANDS}. In text mode each frame to the server is a message, and each frame from it a message, \`name: text\`, or a line of the room that begins with \`*\`.\n\n` +
          `The frame \`ping\` is answered \`pong\`, without waking the room; say it every ${seconds(heartbeat)}. A frame has at most ${kib(FRAME_MAX_BYTES)}. Of commands that send no message, each connection has ${COMMAND_QUOTA.burst} at once, then ${COMMAND_QUOTA.rate} a second.\n\n` +
          "The link to a room's page, `/r/{room}`, is the same socket: what you share is what you connect to.",
        security: ANYBODY,
        parameters: [room, ...queryParameters(JoinQuery), parameter("header", "Sec-WebSocket-Protocol", Offered)],
        responses: answers({ 101: { description: "The socket. Its first event is `Welcome`." } }, [
          "bad_room",
          "bad_command",
          "bad_protocol",
          "too_big",
          "unauthorized",
          "upgrade_required",
          ...ENTRY,
        ]),
        "x-codeSamples": [{ lang: "Shell", label: "wscat", source: `npx wscat -c '${socket}?v=1'` }],
      },
    },
  ];
}
