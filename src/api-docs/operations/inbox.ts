import { INBOX_CONVERSATIONS_MAX, INBOX_MENTIONS_MAX, SNIPPET_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { answer, answers, curl, HOLDER, json, type Described, type Settings } from "../describe.ts";
import * as examples from "../examples.ts";

const TOKEN = "-H 'Authorization: Bearer …'";

/** Conversations of two, and what concerns one in all rooms. */
export function inboxOperations({ origin }: Settings): Described[] {
  const inbox = `${origin}/api/inbox`;
  return [
    {
      path: "/api/direct",
      method: "post",
      operation: {
        operationId: "openConversation",
        tags: ["Inbox"],
        summary: "Talk with somebody alone",
        description:
          "Answers the room that is a conversation with somebody, and makes it where it is new. The same two always get the same room, and nobody else gets in: to them every address of it is `forbidden`. In all else it is a room like any other.\n\n" +
          "With oneself, and with whoever came without a token, there is none.",
        security: HOLDER,
        parameters: [],
        requestBody: {
          required: true,
          description: "With whom.",
          content: json("DirectRequest", { id: { value: { user: examples.direct.user.id } } }),
        },
        responses: answers(
          {
            200: answer("There was one already.", "Direct", examples.direct),
            201: answer("It is new.", "Direct", examples.direct),
          },
          ["bad_json", "bad_command", "too_big", "unauthorized", "forbidden", "rate_limited"],
        ),
        "x-codeSamples": curl(
          `curl ${TOKEN} \\\n  --json '{"user":"${examples.direct.user.id}"}' '${origin}/api/direct'`,
        ),
      },
    },
    {
      path: "/api/inbox",
      method: "get",
      operation: {
        operationId: "readInbox",
        tags: ["Inbox"],
        summary: "What concerns you",
        description:
          `Your conversations, the newest ${INBOX_CONVERSATIONS_MAX}, with how much of each is unread; and the newest ${INBOX_MENTIONS_MAX} messages in any room that mention or answer you. ` +
          `A message is told by its first ${SNIPPET_MAX_CODE_POINTS} code points. What you read in a room, on whatever device, is read here.`,
        security: HOLDER,
        parameters: [],
        responses: answers({ 200: answer("What is in it.", "InboxContents", examples.inbox) }, ["unauthorized"]),
        "x-codeSamples": curl(`curl ${TOKEN} '${inbox}'`),
      },
    },
    {
      path: "/api/inbox",
      method: "post",
      operation: {
        operationId: "changeInbox",
        tags: ["Inbox"],
        summary: "Mark mentions read, or hide a conversation",
        description:
          "Mentions are also read by reading their room. A conversation that is hidden comes back when you write in it or open it again, not by what the other one writes.",
        security: HOLDER,
        parameters: [],
        requestBody: {
          required: true,
          description: "One of these.",
          content: json("InboxCommand", {
            read: { value: { type: "read", room: examples.ROOM, seq: examples.message.seq } },
            hide: { value: { type: "hide", room: examples.direct.room } },
          }),
        },
        responses: answers({ 200: answer("What is in it now.", "InboxContents", examples.inbox) }, [
          "bad_json",
          "bad_command",
          "too_big",
          "unauthorized",
          "rate_limited",
        ]),
        "x-codeSamples": curl(
          `curl ${TOKEN} \\\n  --json '{"type":"hide","room":"${examples.direct.room}"}' '${inbox}'`,
        ),
      },
    },
    {
      path: "/api/inbox/ws",
      method: "get",
      operation: {
        operationId: "openInbox",
        tags: ["Inbox"],
        summary: "The same, live",
        description:
          "A WebSocket that tells, in frames that are JSON arrays of events: first a `welcome` with all that is in the inbox; then each `conversation` and each `mention` as it is now, `read` for mentions up to a `seq` of a room, and `gone` for what is not there any more.\n\n" +
          "Nothing is said on it but the text `ping`, as often as `heartbeat` says. The token goes in the query, or as the subprotocol `token.…` beside `parley.v1`.",
        security: HOLDER,
        parameters: [],
        responses: answers({ 101: { description: "The socket." } }, [
          "bad_protocol",
          "bad_command",
          "too_big",
          "unauthorized",
          "upgrade_required",
        ]),
        "x-codeSamples": [
          { lang: "Shell", label: "wscat", source: `npx wscat -c '${inbox.replace(/^http/, "ws")}/ws?token=…'` },
        ],
      },
    },
  ];
}
