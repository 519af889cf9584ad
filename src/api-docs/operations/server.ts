import { GUEST_TOKEN_MS, GUEST_TOKEN_RENEW_MS } from "../../config.ts";
import { FRAME_MAX_BYTES } from "../../protocol/limits.ts";
import { answer, answers, ANYBODY, curl, json, NOBODY, type Described, type Settings } from "../describe.ts";
import * as examples from "../examples.ts";
import { days, kib } from "../units.ts";

/** What is not about one room. */
export function serverOperations({ origin }: Settings): Described[] {
  return [
    {
      path: "/api/session",
      method: "post",
      operation: {
        operationId: "createSession",
        tags: ["Identity"],
        summary: "Get an identity",
        description:
          "Makes a guest; with a token, it is the same guest again, under another name where one is asked for. " +
          `The token is good for ${days(GUEST_TOKEN_MS)}, and a new one comes with any visit once less than ${days(GUEST_TOKEN_RENEW_MS)} are left.\n\n` +
          `Nobody has to call this first: whoever enters a room without a token is handed one. A body has at most ${kib(FRAME_MAX_BYTES)}.`,
        security: ANYBODY,
        parameters: [],
        requestBody: {
          required: false,
          description: "Without a body, or without `name`, a name is made up.",
          content: json("SessionRequest", { name: { value: { name: examples.session.you.name } } }),
        },
        responses: answers(
          {
            200: answer(
              "Who one is. `token` is left out where the one that came is still fresh.",
              "Session",
              examples.session,
            ),
          },
          ["bad_json", "bad_command", "too_big", "unauthorized"],
        ),
        "x-codeSamples": curl(`curl \\\n  -d '{"name":"${examples.session.you.name}"}' '${origin}/api/session'`),
      },
    },
    {
      path: "/api/health",
      method: "get",
      operation: {
        operationId: "getHealth",
        tags: ["Server"],
        summary: "Is the server there?",
        description: "Wakes no room, reads nothing, and has no limit.",
        security: NOBODY,
        parameters: [],
        responses: answers({ 200: answer("It does.", "Health", examples.health) }, []),
        "x-codeSamples": curl(`curl '${origin}/api/health'`),
      },
    },
    {
      path: "/api/openapi.json",
      method: "get",
      operation: {
        operationId: "getDescription",
        tags: ["Server"],
        summary: "This description",
        description:
          "The HTTP API as an OpenAPI document, made from the schemas that requests are checked by. It has an `ETag`, and may be kept for a while.",
        security: NOBODY,
        parameters: [],
        responses: answers(
          {
            200: {
              description: "An OpenAPI 3.1 document.",
              content: { "application/json": { schema: { type: "object" } } },
            },
            304: { description: "It is still the one that `If-None-Match` names." },
          },
          [],
        ),
        "x-codeSamples": curl(`curl '${origin}/api/openapi.json'`),
      },
    },
  ];
}
