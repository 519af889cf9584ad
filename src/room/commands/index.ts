import type { CommandOf, CommandType } from "../../protocol/commands.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import { audit } from "./audit.ts";
import { auth } from "./auth.ts";
import { ban, unban } from "./ban.ts";
import { remove } from "./delete.ts";
import { configure } from "./configure.ts";
import { edit } from "./edit.ts";
import { filter } from "./filter.ts";
import { history } from "./history.ts";
import { invite } from "./invite.ts";
import { invites } from "./invites.ts";
import { kick } from "./kick.ts";
import { members } from "./members.ts";
import { mute, sanctions, unmute } from "./mute.ts";
import { pin } from "./pin.ts";
import { pins } from "./pins.ts";
import { purge } from "./purge.ts";
import { react } from "./react.ts";
import { read } from "./read.ts";
import { rename } from "./rename.ts";
import { report, reports, resolve } from "./report.ts";
import { setRole } from "./role.ts";
import { search } from "./search.ts";
import { send } from "./send.ts";
import { typing } from "./typing.ts";
import { uninvite } from "./uninvite.ts";

/** What each command does. A row for every type that the protocol knows: the compiler says which is missing. */
export const COMMANDS: {
  readonly [T in CommandType]: (room: Room, link: Link, command: CommandOf<T>) => Outcome | Promise<Outcome>;
} = {
  send,
  edit,
  delete: remove,
  react,
  pin,
  pins,
  read,
  history,
  search,
  rename,
  typing,
  members,
  room: configure,
  auth,
  role: setRole,
  invite,
  invites,
  uninvite,
  kick,
  ban,
  unban,
  mute,
  unmute,
  sanctions,
  purge,
  filter,
  report,
  reports,
  resolve,
  audit,
};
