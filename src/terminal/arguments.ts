import { parseArgs } from "node:util";
import { PAGE_MAX } from "../protocol/limits.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { parseRoomSegment } from "../protocol/room-name.ts";

/** What the terminal client was asked to do. */
export interface Arguments {
  /** The server's address, without the room. */
  readonly url: URL;
  readonly room: string;
  readonly name?: string;
  readonly token?: string;
  /** Messages to show on joining. */
  readonly history: number;
}

export const USAGE = `Usage: npm run chat -- <link> [--name <name>] [--history <number>] [--token <token>]

  <link>     a room's link: http://localhost:8787/r/lobby, chat.example.org/r/lobby
  --name     what you are called (-n)
  --history  messages to show on joining, 0 to ${PAGE_MAX}; 20 unless told (-l)
  --token    who you are: a token that the server or your own application has signed
`;

const HISTORY_DEFAULT = 20;

/** Reads a command line. @param argv what follows the program's name */
export function parseArguments(argv: readonly string[]): Result<Arguments> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        name: { type: "string", short: "n" },
        history: { type: "string", short: "l", default: String(HISTORY_DEFAULT) },
        token: { type: "string" },
      },
    });
  } catch (error) {
    return fail("bad_command", error instanceof Error ? error.message : String(error));
  }
  const { positionals, values } = parsed;
  const [link, ...rest] = positionals;
  if (link === undefined || rest.length > 0) return fail("bad_command", "Name one room by its link.");
  const address = parseLink(link);
  if (!address.ok) return address;
  if (!/^\d{1,3}$/.test(values.history) || Number(values.history) > PAGE_MAX) {
    return fail("bad_command", `--history is a number from 0 to ${PAGE_MAX}.`);
  }
  return ok({
    ...address.value,
    history: Number(values.history),
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.token === undefined ? {} : { token: values.token }),
  });
}

/** A link may lack its scheme, as people say it: on this machine it is http then, elsewhere https. */
function parseLink(link: string): Result<Pick<Arguments, "url" | "room">> {
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])(?=[:/]|$)/.test(link);
  const url = URL.parse(/^\w+:\/\//.test(link) ? link : `http${isLocal ? "" : "s"}://${link}`);
  if (!url || !/^(https?|wss?):$/.test(url.protocol)) return fail("bad_command", `${link} is no link.`);
  const match = /^(.*)\/r\/([^/]+)\/?$/.exec(url.pathname);
  if (!match) return fail("bad_room", "A room's link ends with /r/ and the room's name.");
  const room = parseRoomSegment(match[2]!);
  if (!room.ok) return room;
  url.pathname = `${match[1]}/`;
  url.search = url.hash = "";
  return ok({ url, room: room.value });
}
