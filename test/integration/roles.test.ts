import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES, LEAST_ROLE, isAtLeast, type Act } from "../../src/protocol/permissions.ts";
import { Command, type CommandType } from "../../src/protocol/commands.ts";
import type { Role, You } from "../../src/protocol/fields.ts";
import { come, giveRole, type Comer } from "../support/crowd.ts";
import { ownedRoom } from "../support/owned.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { SECRET } from "../support/token.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

/** A room with somebody of each role in it, and what they have said. */
interface Stage {
  readonly people: Readonly<Record<Role, Comer>>;
  /** Of each role somebody else, to whom things are done. */
  readonly others: Readonly<Record<Role, You>>;
  /** `seq` of a message of each of those. */
  readonly said: Readonly<Record<Role, number>>;
  readonly token: string;
  readonly invites: { readonly member: string; readonly owner: string };
}

/** What a role says, and who may. */
interface Row {
  readonly what: string;
  /** What of `LEAST_ROLE` it goes by; nothing where everybody may. */
  readonly act?: Act;
  /** The least that one has to be, in so many words: the table of the protocol must agree. */
  readonly least: Role;
  command(stage: Stage, role: Role): Record<string, unknown> & { readonly type: CommandType };
}

const ROWS: readonly Row[] = [
  { what: "send", least: "guest", command: () => ({ type: "send", text: "hello" }) },
  { what: "mention everybody", least: "guest", command: () => ({ type: "send", text: "hello", here: true }) },
  { what: "react", least: "guest", command: ({ said }) => ({ type: "react", seq: said.owner, emoji: "👍", on: true }) },
  { what: "typing", least: "guest", command: () => ({ type: "typing", on: true }) },
  { what: "read", least: "guest", command: ({ said }) => ({ type: "read", seq: said.guest }) },
  { what: "history", least: "guest", command: () => ({ type: "history" }) },
  { what: "search", least: "guest", command: () => ({ type: "search", query: "of" }) },
  { what: "pins", least: "guest", command: () => ({ type: "pins" }) },
  { what: "members", least: "guest", command: () => ({ type: "members" }) },
  { what: "rename", least: "guest", command: (_, role) => ({ type: "rename", name: `A new ${role}` }) },
  { what: "auth", least: "guest", command: ({ people }, role) => ({ type: "auth", token: people[role].token }) },
  { what: "report", least: "guest", command: ({ said }) => ({ type: "report", seq: said.owner }) },
  {
    what: "delete of others",
    act: "delete",
    least: "moderator",
    command: ({ said }, role) => ({ type: "delete", seq: said[role] }),
  },
  { what: "pin", act: "pin", least: "moderator", command: ({ said }) => ({ type: "pin", seq: said.owner, on: true }) },
  {
    what: "room: topic",
    act: "configureTalk",
    least: "moderator",
    command: (_, role) => ({ type: "room", settings: { topic: role } }),
  },
  {
    what: "room: slow mode",
    act: "configureTalk",
    least: "moderator",
    command: () => ({ type: "room", settings: { slowMode: 0 } }),
  },
  {
    what: "room: lock",
    act: "configureTalk",
    least: "moderator",
    command: (_, role) => ({ type: "room", settings: { locked: role === "moderator" } }),
  },
  {
    what: "room: who comes in",
    act: "configure",
    least: "owner",
    command: () => ({ type: "room", settings: { visibility: "public" } }),
  },
  { what: "room: password", act: "configure", least: "owner", command: () => ({ type: "room", password: null }) },
  {
    what: "role: a member",
    act: "invite",
    least: "moderator",
    command: ({ others }) => ({ type: "role", user: others.guest.id, role: "member" }),
  },
  {
    what: "role: a moderator",
    act: "promote",
    least: "owner",
    command: ({ others }) => ({ type: "role", user: others.guest.id, role: "moderator" }),
  },
  {
    what: "role: of a moderator",
    act: "promote",
    least: "owner",
    command: ({ others }) => ({ type: "role", user: others.moderator.id, role: "member" }),
  },
  {
    what: "invite a member",
    act: "invite",
    least: "moderator",
    command: () => ({ type: "invite", role: "member" }),
  },
  { what: "invite an owner", act: "promote", least: "owner", command: () => ({ type: "invite", role: "owner" }) },
  { what: "invites", act: "invite", least: "moderator", command: () => ({ type: "invites" }) },
  {
    what: "uninvite",
    act: "invite",
    least: "moderator",
    command: ({ invites }) => ({ type: "uninvite", invite: invites.member }),
  },
  {
    what: "uninvite an owner",
    act: "promote",
    least: "owner",
    command: ({ invites }) => ({ type: "uninvite", invite: invites.owner }),
  },
  ...(["kick", "ban", "mute"] as const).flatMap((type): Row[] => [
    {
      what: `${type} a guest`,
      act: type,
      least: "moderator",
      command: ({ others }) => ({ type, user: others.guest.id }),
    },
    {
      what: `${type} a member`,
      act: type,
      least: "moderator",
      command: ({ others }) => ({ type, user: others.member.id }),
    },
    { what: `${type} a moderator`, least: "owner", command: ({ others }) => ({ type, user: others.moderator.id }) },
  ]),
  {
    what: "unban",
    act: "ban",
    least: "moderator",
    command: () => ({ type: "unban", user: "g_banned" }),
  },
  {
    what: "unmute",
    act: "mute",
    least: "moderator",
    command: () => ({ type: "unmute", user: "g_muted" }),
  },
  { what: "sanctions", act: "ban", least: "moderator", command: () => ({ type: "sanctions" }) },
  {
    what: "purge",
    act: "purge",
    least: "moderator",
    command: ({ others }) => ({ type: "purge", user: others.guest.id }),
  },
  { what: "filter", act: "filter", least: "moderator", command: () => ({ type: "filter", words: ["heck"] }) },
  { what: "reports", act: "reports", least: "moderator", command: () => ({ type: "reports" }) },
  { what: "resolve", act: "reports", least: "moderator", command: () => ({ type: "resolve", report: 1 }) },
  { what: "audit", act: "audit", least: "moderator", command: () => ({ type: "audit" }) },
];

/** A room of its own for each row, as it is before: what one of them does may be in the way of the next. */
async function stage(): Promise<Stage> {
  const { room, owner, welcome, token } = await ownedRoom(server);
  const make = async (name: string, role: Role): Promise<Comer> => {
    const comer = await come(server, room, name);
    if (role !== "guest") await giveRole(owner, comer.you.id, role);
    return comer;
  };
  const people: Record<Role, Comer> = {
    guest: await make("Guest", "guest"),
    member: await make("Member", "member"),
    moderator: await make("Moderator", "moderator"),
    owner: { socket: owner, welcome, you: welcome.you, token },
  };
  const others = {} as Record<Role, You>;
  const said = {} as Record<Role, number>;
  for (const role of ROLES) {
    const { socket, you } = await make(`Other ${role}`, role);
    others[role] = you;
    said[role] = (await socket.post(`of another ${role}`)).seq;
  }
  const invitation = async (role: Role): Promise<string> => {
    const answer = await owner.ask({ type: "invite", role });
    return (answer.type === "ack" && answer.invitation?.invite) || "";
  };
  for (const command of [
    { type: "ban", user: "g_banned" },
    { type: "mute", user: "g_muted" },
    { type: "report", seq: said.guest },
  ]) {
    expect(await owner.ask(command)).toMatchObject({ type: "ack" });
  }
  return {
    people,
    others,
    said,
    token,
    invites: { member: await invitation("member"), owner: await invitation("owner") },
  };
}

describe("what each role may", () => {
  it.each(ROWS)("$what: $least", async (row) => {
    const { least, act } = row;
    const set = await stage();
    // The least first: so nothing has happened yet when somebody is to be let do it.
    for (const role of ROLES) {
      const { socket } = set.people[role];
      const isFirst = role === least;
      const answer = await socket.ask(row.command(set, role));
      const isAllowed = isAtLeast(role, least);
      if (!isAllowed) expect(answer, role).toMatchObject({ type: "error", code: "forbidden" });
      // Whoever comes after may find it done already.
      else if (isFirst) expect(answer, role).toMatchObject({ type: "ack" });
      else expect(answer.type === "ack" || answer.code === "not_found" || answer.code, role).toBe(true);
    }
    if (act) expect(LEAST_ROLE[act], act).toBe(least);
  });

  it("every command is in the table", () => {
    // What one has said oneself one may change, whatever one is: that is below.
    const inTable = new Set<CommandType>(["edit", ...ROWS.map(({ command }) => command(NOWHERE, "guest").type)]);
    const all = Command.options.map(({ entries }) => entries.type.literal);
    expect(all.filter((type) => !inTable.has(type))).toEqual([]);
  });

  it("nobody changes what somebody else has said, and everybody what they have", async () => {
    const { people, said } = await stage();
    for (const role of ROLES) {
      const { socket } = people[role];
      expect(await socket.ask({ type: "edit", seq: said.guest, text: "x" }), role).toMatchObject({ code: "forbidden" });
      const { seq } = await socket.post("mine");
      expect(await socket.ask({ type: "edit", seq, text: "still mine" }), role).toMatchObject({ type: "ack" });
      expect(await socket.ask({ type: "delete", seq }), role).toMatchObject({ type: "ack" });
    }
  });

  it.each([
    ["everyone", "guest"],
    ["members", "member"],
    ["moderators", "moderator"],
  ] as const)("where %s write, it takes a %s, in all that writes", async (write, least) => {
    const { people, said } = await stage();
    expect(await people.owner.socket.ask({ type: "room", settings: { write } })).toMatchObject({ type: "ack" });
    for (const role of ROLES) {
      for (const command of [
        { type: "send", text: "hello" },
        { type: "react", seq: said.owner, emoji: "👍", on: true },
        { type: "typing", on: true },
      ]) {
        const answer = await people[role].socket.ask(command);
        const isAllowed = isAtLeast(role, least);
        expect(answer.type === "ack" || answer.code, `${role} ${command.type}`).toBe(isAllowed || "read_only");
      }
    }
  });

  it("where moderators alone mention everybody, others do not", async () => {
    const { people } = await stage();
    await people.owner.socket.ask({ type: "room", settings: { mentionAll: "moderators" } });
    for (const role of ROLES) {
      const answer = await people[role].socket.ask({ type: "send", text: "hello @here" });
      const isAllowed = isAtLeast(role, LEAST_ROLE.mentionAll);
      expect(answer.type === "ack" || answer.code, role).toBe(isAllowed || "forbidden");
    }
  });
});

/** To be asked of which type a row is. */
const NOBODY = { id: "", name: "", role: "guest" } as const;
const EACH = <T>(one: T): Readonly<Record<Role, T>> => ({ guest: one, member: one, moderator: one, owner: one });
const NOWHERE: Stage = {
  people: EACH({ token: "" } as Comer),
  others: EACH(NOBODY),
  said: EACH(1),
  token: "",
  invites: { member: "", owner: "" },
};
