import { HERALD_PAUSE_MS, LISTING_KEPT_MS } from "../../config.ts";
import { DIRECTORY_PER_CLIENT } from "../../platform-quotas.ts";
import { DIRECTORY_TOLD_MAX } from "../../protocol/limits.ts";
import { DirectoryQuery } from "../../protocol/query.ts";
import { answer, answers, curl, NOBODY, queryParameters, type Described, type Settings } from "../describe.ts";
import * as examples from "../examples.ts";
import { days, seconds } from "../units.ts";

/** Public rooms. */
export function directoryOperations({ origin }: Settings): Described[] {
  const directory = `${origin}/api/directory`;
  return [
    {
      path: "/api/directory",
      method: "get",
      operation: {
        operationId: "listRooms",
        tags: ["Rooms"],
        summary: "Public rooms",
        description:
          "Rooms whose `visibility` is `public`, those with the most people first; with `q` those of them that fit.\n\n" +
          `A room is listed as it was when it last told: what changes is known here after ${seconds(HERALD_PAUSE_MS)}, or a little later where very many rooms have something to tell. One in which nothing has happened for ${days(LISTING_KEPT_MS)} is left out until something does.\n\n` +
          `A client asks ${DIRECTORY_PER_CLIENT} times in a minute.`,
        security: NOBODY,
        parameters: queryParameters(DirectoryQuery),
        responses: answers({ 200: answer("The rooms.", "DirectoryPage", examples.directory) }, [
          "bad_command",
          "too_big",
          "rate_limited",
        ]),
        "x-codeSamples": curl(`curl '${directory}?q=lunch'`),
      },
    },
    {
      path: "/api/directory/ws",
      method: "get",
      operation: {
        operationId: "watchRooms",
        tags: ["Rooms"],
        summary: "The same, live",
        description:
          `A WebSocket that tells, in frames that are JSON arrays of events: first a \`welcome\` with the ${DIRECTORY_TOLD_MAX} rooms that have the most people; then each \`change\` with the \`rooms\` that are new among these or are otherwise now, the names of those that are \`gone\` from there, and how many public rooms there are in \`total\`.\n\n` +
          "Nothing is said on it but the text `ping`, as often as `heartbeat` says. It takes no token.",
        security: NOBODY,
        parameters: [],
        responses: answers({ 101: { description: "The socket." } }, [
          "bad_protocol",
          "upgrade_required",
          "rate_limited",
        ]),
        "x-codeSamples": [
          { lang: "Shell", label: "wscat", source: `npx wscat -c '${directory.replace(/^http/, "ws")}/ws'` },
        ],
      },
    },
  ];
}
