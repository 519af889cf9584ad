import type { RefObject } from "preact";
import { addressedTo } from "../../client/addressee.ts";
import { Letters } from "../../client/direct.ts";
import { RoomError } from "../../client/room-error.ts";
import { parseSlash, type Named, type Slash, type SlashHands } from "../../client/slash.ts";
import type { User } from "../../protocol/fields.ts";
import { NAME_MAX_GRAPHEMES } from "../../protocol/limits.ts";
import { c } from "../i18n/commands.ts";
import { isolate } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { later } from "../i18n/later.ts";
import { type CommandNote, noteOf } from "../state/command-note.ts";
import { savedToken } from "../state/identity.ts";
import { navigate } from "../state/navigation.ts";
import { labelIn } from "../state/people.ts";
import { reasonText } from "../state/problems.ts";
import type { Session } from "../state/session.ts";

type Told = Omit<CommandNote, "beside">;

/** Names that `/who` tells; more are counted. */
const NAMES_MAX = 12;
/** Codes of a name that no server would take. */
const BAD_NAME: ReadonlySet<string> = new Set(["bad_command", "too_big"]);
/** Kept for the page: a line that is sent again says the same again, once. */
const letters = new Letters(() => ({ base: new URL(location.origin), token: savedToken() }));
/** Those that have not done yet what was written. */
const busy = new WeakSet<Session>();

/**
 * Carries out a line that begins with a slash. Never rejects.
 * @param field where it was written, as long as that is there
 * @param onSearch opens the search for some words
 * @param write puts another text into the field
 */
export async function obey(
  line: string,
  field: RefObject<HTMLTextAreaElement | null>,
  session: Session,
  onSearch: (query: string) => void,
  write: (text: string) => void,
): Promise<void> {
  // Asked again before it is done, it is not done twice.
  if (busy.has(session)) return;
  busy.add(session);
  const told = await carryOut(line, session, onSearch);
  busy.delete(session);
  // Something else may be written by now.
  if (field.current?.value !== line) return;
  if (told.isDone) write("");
  noteOf(session).set({ ...told, beside: told.isDone ? "" : line });
}

async function carryOut(line: string, session: Session, onSearch: (query: string) => void): Promise<Told> {
  const slash = parseSlash(line);
  if (slash.kind === "none") {
    session.send(slash.text.trim());
    return { isDone: true };
  }
  if (slash.kind !== "command") return { isDone: false, text: mistakeText(slash) };
  let told: Told = { isDone: true };
  const hands: SlashHands = {
    room: session.client,
    say: (text) => session.send(text),
    message: async (argument) => void (told = await message(session, argument)),
    whom(argument, others) {
      const named = namedIn(session, argument, others);
      if ("user" in named) return named;
      told = named;
      return undefined;
    },
    done: (what) => void (told = { isDone: true, text: c.done(isolate(what)) }),
    rename: async (name) => void (told = await rename(session, name)),
    search: onSearch,
    who: () => void (told = { isDone: true, text: whoText(session) }),
    help: () => void (told = { isDone: true, isHelp: true }),
    // Not before the line is cleared, or it would be there when one comes back.
    quit: () => void setTimeout(() => navigate("/")),
  };
  try {
    await slash.command.run(hands, slash.argument);
    return told;
  } catch (error) {
    return { isDone: false, text: reasonText(error) };
  }
}

function mistakeText(slash: Exclude<Slash, { readonly kind: "none" | "command" }>): string {
  if (slash.kind === "unknown") return c.unknown(isolate(slash.name));
  const { name } = slash.command;
  return slash.problem === "extra" ? c.extra(name) : c.missing(name, c.commands[name].usage);
}

/** Whom an argument begins with, and what follows; else why that cannot be told. */
function namedIn({ state }: Session, argument: string, others: readonly User[] = []): Named | Told {
  const addressed = addressedTo(argument, state.peek(), others);
  if (addressed.kind === "nobody") return { isDone: false, text: c.nobody };
  if (addressed.kind === "several") return { isDone: false, text: c.several(isolate(addressed.name)) };
  return addressed.kind === "found" ? addressed : { user: addressed.user, text: "" };
}

/** Writes to somebody alone. What is refused is thrown. */
async function message(session: Session, argument: string): Promise<Told> {
  const named = namedIn(session, argument);
  if (!("user" in named)) return named;
  if (named.text === "") return { isDone: false, text: c.missing("msg", c.commands.msg.usage) };
  await letters.send(named.user, named.text);
  return { isDone: true, text: c.sentTo(isolate(labelIn(named.user, session.shared.peek()))) };
}

async function rename(session: Session, name: string): Promise<Told> {
  if (session.state.peek().status !== "online") return { isDone: false, text: later.rename.offline };
  try {
    await session.rename(name);
  } catch (error) {
    const isBad = error instanceof RoomError && BAD_NAME.has(error.code);
    return { isDone: false, text: isBad ? c.badName(NAME_MAX_GRAPHEMES) : reasonText(error) };
  }
  return { isDone: true, text: c.named(isolate(session.state.peek().you?.name ?? name)) };
}

function whoText({ state, shared }: Session): string {
  const { members, online } = state.peek();
  const count = t.room.here(online);
  if (members.length === 0) return count;
  const names = members.slice(0, NAMES_MAX).map((user) => isolate(labelIn(user, shared.peek())));
  return `${count}: ${c.people(names, members.length - names.length)}`;
}
