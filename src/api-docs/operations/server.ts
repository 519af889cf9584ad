import {
  CARRY_MS,
  GUEST_TOKEN_MS,
  GUEST_TOKEN_RENEW_MS,
  PREVIEW_BODY_MAX_BYTES,
  PREVIEW_REDIRECTS_MAX,
  PREVIEW_TIME_MS,
} from "../../config.ts";
import {
  CODES_PER_CLIENT,
  PREVIEWS_PER_CLIENT,
  PREVIEWS_PER_HOST,
  SIGN_INS_PER_CLIENT,
} from "../../platform-quotas.ts";
import { FRAME_MAX_BYTES } from "../../protocol/limits.ts";
import { PreviewQuery, SessionQuery } from "../../protocol/query.ts";
import {
  answer,
  answers,
  ANYBODY,
  curl,
  HOLDER,
  json,
  NOBODY,
  queryParameters,
  type Described,
  type Settings,
} from "../describe.ts";
import * as examples from "../examples.ts";
import { days, kib, minutes, seconds } from "../units.ts";

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
          "Makes a guest; with a token, it is the same guest again, under another name where one is asked for; with a `code`, the guest who made that on another device, once. " +
          `The token is good for ${days(GUEST_TOKEN_MS)}, and a new one comes with any visit once less than ${days(GUEST_TOKEN_RENEW_MS)} are left.\n\n` +
          "A host application's token is answered by who it is for, in the room that is asked about; one that is good in some rooms only is `unauthorized` without one of them.\n\n" +
          `Nobody has to call this first: whoever enters a room without a token is handed one. A body has at most ${kib(FRAME_MAX_BYTES)}. Of one address ${SIGN_INS_PER_CLIENT} people come for the first time in a minute.`,
        security: ANYBODY,
        parameters: queryParameters(SessionQuery),
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
          ["bad_json", "bad_command", "bad_room", "too_big", "unauthorized", "challenge_required", "rate_limited"],
        ),
        "x-codeSamples": curl(`curl \\\n  -d '{"name":"${examples.session.you.name}"}' '${origin}/api/session'`),
      },
    },
    {
      path: "/api/session/carry",
      method: "post",
      operation: {
        operationId: "carrySession",
        tags: ["Identity"],
        summary: "Take a guest to another device",
        description: `Gives a code by which another device becomes the same guest: there, it is the \`code\` of \`POST /api/session\`. It is good for ${minutes(CARRY_MS)}, once, and until the next one is made. The server keeps a digest of it; of codes a client tries ${CODES_PER_CLIENT} a minute. On the page it is \`/#carry=<code>\`. A host application's users sign in on each device: they are told \`forbidden\`.`,
        security: HOLDER,
        parameters: [],
        responses: answers({ 201: answer("The code, and until when it is good.", "Carried", examples.carried) }, [
          "unauthorized",
          "forbidden",
          "rate_limited",
        ]),
        "x-codeSamples": curl(`curl -X POST \\\n  -H "Authorization: Bearer $TOKEN" '${origin}/api/session/carry'`),
      },
    },
    {
      path: "/api/preview",
      method: "get",
      operation: {
        operationId: "getPreview",
        tags: ["Server"],
        summary: "What a link leads to",
        description:
          "The title of a page, and what it says about itself, as plain text: for a card below a message. The server fetches the page, without cookies and without telling who asks, and keeps what it found for a while.\n\n" +
          `Only public websites, by http and https at their usual ports; all that a name leads to has to be public, and so has each of up to ${PREVIEW_REDIRECTS_MAX} redirects. Of a page the first ${kib(PREVIEW_BODY_MAX_BYTES)} are read, within ${seconds(PREVIEW_TIME_MS)} altogether.\n\n` +
          `What is not kept yet is fetched ${PREVIEWS_PER_CLIENT} times a minute for one client, and ${PREVIEWS_PER_HOST} times a minute from one host. Where the operator has switched previews off, every answer is \`not_found\`, with the header \`Link-Previews: off\`.`,
        security: NOBODY,
        parameters: queryParameters(PreviewQuery),
        responses: answers({ 200: answer("What it says.", "LinkPreview", examples.preview) }, [
          "bad_command",
          "too_big",
          "not_found",
          "rate_limited",
        ]),
        "x-codeSamples": curl(`curl '${origin}/api/preview?url=${encodeURIComponent(examples.preview.url)}'`),
      },
    },
    {
      path: "/api/challenge",
      method: "get",
      operation: {
        operationId: "getChallenge",
        tags: ["Identity"],
        summary: "What is asked of who comes for the first time",
        description:
          "Where the operator uses Turnstile: what takes passing its challenge, and the key to show its widget by. What the widget gives goes as `challenge` into the body that gets an identity, or makes a room; it is good once.",
        security: NOBODY,
        parameters: [],
        responses: answers({ 200: answer("What is asked; nothing, mostly.", "Challenge", examples.challenge) }, []),
        "x-codeSamples": curl(`curl '${origin}/api/challenge'`),
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
