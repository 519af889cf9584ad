import { description, license, version } from "../../package.json";
import { TOKEN_MAX_BYTES } from "../config.ts";
import { heartbeatMs, importMaxBytes, messageQuota, streamHeartbeatMs, type Variables } from "../variables.ts";
import { BEARER, OPERATOR_SECRET, QUERY_TOKEN, type Described, type Settings } from "./describe.ts";
import type { Document, PathItem, Tag } from "./openapi.ts";
import { dataOperations } from "./operations/data.ts";
import { directoryOperations } from "./operations/directory.ts";
import { inboxOperations } from "./operations/inbox.ts";
import { membershipOperations } from "./operations/membership.ts";
import { operatorOperations } from "./operations/operator.ts";
import { roomOperations } from "./operations/rooms.ts";
import { serverOperations } from "./operations/server.ts";
import { streamOperations } from "./operations/streams.ts";
import { namedSchemas } from "./schemas.ts";
import { kib } from "./units.ts";

const TAGS: readonly Tag[] = [
  {
    name: "Rooms",
    description: "A room begins to exist when it is first joined or written to. Its name is its address.",
  },
  { name: "Messages", description: "What was said, and saying something, without being in the room." },
  {
    name: "Events",
    description:
      "A room as it goes on. Messages have a `seq`, one more than the message before, the same for everybody; a cursor, `<epoch>.<seq>`, says how far one has read.",
  },
  {
    name: "Inbox",
    description: "Conversations of two, and who mentions one in any room, on every device of one's own.",
  },
  { name: "Identity", description: "A token says who one is. Without one, one is a guest." },
  { name: "Server", description: "What is not about a room." },
  {
    name: "Operator",
    description:
      "For whoever runs the server, by the secret that `ADMIN_TOKEN` was set to. Where there is none, there is nothing at these addresses: `not_found`.",
  },
];

const ABOUT =
  "Nothing here takes an account. Where a token is needed, a guest's will do. Bodies and answers are JSON in UTF-8 unless they say otherwise; an error is `ErrorAnswer`, with the status of its code.\n\n" +
  "Of a query parameter that is repeated the first counts; fields and parameters that are not known are ignored. Pages of other sites may call this API where the operator lists their origin.";

const TOKEN =
  `At most ${kib(TOKEN_MAX_BYTES)}. A guest's is from \`POST /api/session\` or any \`Welcome\`. A host application signs its users: by the server's secret (HS256), or, where the operator says where it tells its public keys (JWKS), by one of them (RS256, PS256, ES256, EdDSA) that the token names (\`kid\`).\n\n` +
  'Such a token has `sub`, the user\'s id, and `exp`; and maybe `name`, `picture` (an address that begins with `https://`), `nbf`, `room` (the only room that it is good in, or a list of them; elsewhere it is `unauthorized`) and `roles`: what its user is in which room, such as `{"tea": "moderator", "*": "member"}`.';

/** The HTTP API of a server, described: OpenAPI 3.1. @param variables what its operator has set */
export function describeApi(origin: string, variables: Variables): Document {
  const settings: Settings = {
    origin,
    quota: messageQuota(variables),
    heartbeat: heartbeatMs(variables),
    streamHeartbeat: streamHeartbeatMs(variables),
    importMax: importMaxBytes(variables),
  };
  const operations = [
    ...membershipOperations(settings),
    ...roomOperations(settings),
    ...dataOperations(settings),
    ...directoryOperations(settings),
    ...streamOperations(settings),
    ...inboxOperations(settings),
    ...serverOperations(settings),
    ...operatorOperations(settings),
  ];
  return {
    openapi: "3.1.1",
    info: {
      title: "Parley",
      version,
      summary: description,
      description: ABOUT,
      license: { name: license, identifier: license },
    },
    servers: [{ url: origin, description: "This server." }],
    tags: TAGS,
    paths: pathsOf(operations),
    components: {
      securitySchemes: {
        [BEARER]: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: TOKEN },
        [QUERY_TOKEN]: {
          type: "apiKey",
          in: "query",
          name: "token",
          description:
            "The same token in the address, for what cannot set headers: `EventSource`, a browser's WebSocket.",
        },
        [OPERATOR_SECRET]: {
          type: "http",
          scheme: "bearer",
          description: "The secret of whoever runs the server, for its addresses below `/api/admin`.",
        },
      },
      schemas: namedSchemas(),
    },
  };
}

function pathsOf(operations: readonly Described[]): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {};
  for (const { path, method, operation } of operations) paths[path] = { ...paths[path], [method]: operation };
  return paths;
}
