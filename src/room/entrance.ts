import { isOfAddress, type Role, type You } from "../protocol/fields.ts";
import { ADMITTED_MAX } from "../protocol/limits.ts";
import { isAtLeast, may } from "../protocol/permissions.ts";
import type { Invitation } from "../protocol/records.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Keys, Visitor } from "../visit.ts";
import { digestOfCode } from "./invites.ts";
import { judge, judgeAnybody, LOCKED, type Standing } from "./judgement.ts";
import { asUser, grantedTo, roleOf } from "./person.ts";
import type { GivenRole } from "./roles.ts";
import type { Room } from "./room.ts";

/** What somebody's keys have come to, before they are looked at by who the room has and has not. */
interface Proof {
  /** What their invitation is known by. */
  readonly invite?: string;
  /** The salt of the password that they know. */
  readonly salt?: string;
}

/** [R11] Who may come in, or have to do with the room without coming in; and who is let in for good. */
export class Entrance {
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Whether somebody may have to do with the room; why not, otherwise. */
  admits(visitor: Visitor): Result<unknown> {
    const { door } = this.#room;
    const admitted = door.admit(visitor.identity.you.id);
    if (!admitted.ok) return admitted;
    const standing = this.#standing(visitor);
    const problem = door.isDirect ? judgeAnybody(standing) : judge(standing);
    return problem ? { ok: false, error: problem } : admitted;
  }

  /** Whether somebody may come in, and there is room for one more; why not, otherwise. */
  receives(visitor: Visitor): Result<unknown> {
    const admitted = this.admits(visitor);
    return admitted.ok && this.#isFullFor(visitor.identity.you) ? FULL : admitted;
  }

  /** Lets somebody in for good by what they know or have; nothing happens without that. */
  async unlock(visitor: Visitor, keys: Keys): Promise<Result<unknown>> {
    if (keys.password === undefined && keys.invite === undefined) return ok(null);
    const proof = await this.#prove(visitor, keys);
    if (this.#room.isOver) return this.#room.over;
    return proof.ok ? this.#enter(visitor, proof.value) : proof;
  }

  /** Looks at what somebody knows or has. It takes time: the room may be another one then. */
  async #prove(visitor: Visitor, { password, invite }: Keys): Promise<Result<Proof>> {
    const { identity, marks } = visitor;
    const digest = invite === undefined ? {} : { invite: await digestOfCode(invite) };
    if (this.#room.isOver) return this.#room.over;
    // Nobody guesses where there is nothing to guess, or nothing to be had by it.
    const isGuess = password !== undefined && this.#room.passwords.isSet && !this.#belongs({ identity });
    if (!isGuess) return ok(digest);
    // Whom no password lets in is not told whether this is the one.
    const refused = judgeAnybody(this.#standing(visitor));
    if (refused) return { ok: false, error: refused };
    const right = await this.#room.passwords.guess(password, marks?.[0] ?? identity.you.id);
    return right.ok ? ok({ ...digest, salt: right.value }) : right;
  }

  /** Lets somebody in for good, where what they have proved is good for that; else judges them as anybody. */
  #enter(visitor: Visitor, { invite, salt }: Proof): Result<unknown> {
    const { door, outbox, invites, ports, roles, changes, sanctions } = this.#room;
    if (door.isDirect) return this.admits(visitor);
    // What somebody is may be about to be written.
    outbox.catchUp();
    const standing = this.#standing(visitor);
    const refused = judgeAnybody(standing);
    if (refused) return { ok: false, error: refused };
    // [K3] Everybody may be told of it.
    const you = sanctions.asCalled(visitor.identity.you);
    if (invite !== undefined) {
      const invitation = invites.find(invite, ports.now());
      const role = standing.belongs ? roles.of(you) : "guest";
      if (!invitation) return standing.belongs ? ok(null) : BAD_INVITE;
      return isAtLeast(role, invitation.role) ? ok(null) : this.#make(you, invitation.role, invitation);
    }
    if (standing.belongs || salt === undefined || salt !== changes.facts.password?.salt) return this.admits(visitor);
    if (standing.settings.locked) return { ok: false, error: LOCKED };
    return this.#make(you, "member");
  }

  /** @param invitation by which they come, where it is by one */
  #make(you: You, role: Role, invitation?: Invitation): Result<null> {
    const { members, roles, changes, outbox, invites, rates, log, audit, ports } = this.#room;
    if (isOfAddress(you.id)) return NOBODY;
    const retryAfter = rates.enter();
    if (retryAfter > 0) return fail("rate_limited", "Too many come in at once.", retryAfter);
    const statements = [...roles.set(you.id, role), ...(invitation ? invites.use(invitation) : [])];
    // Who comes as a member is told like everybody who comes; who is here already, or is to lead, is known by what they were.
    if (!isAtLeast(role, "moderator") && members.presence.nameOf(you.id) === undefined) {
      try {
        log.write(statements);
      } catch (error) {
        ports.report(error);
        roles.reload();
        return FAILED;
      }
      return ok(null);
    }
    changes.write(statements);
    const whom = asUser(you);
    const by = invitation?.by ?? you;
    outbox.record({ type: "role", ...this.#room.newEvent(by), whom, role });
    outbox.flush();
    if (roles.given(you.id) !== role) return FAILED;
    if (invitation) audit.add(by, "role", { user: whom, detail: { role, invite: invitation.invite } });
    return ok(null);
  }

  /** Whether somebody who need not be here may know what is said here, as far as the room can tell: what a token says it does not know. */
  mayKnow(id: string): boolean {
    const room = this.#room;
    const { settings, admitted } = room.changes.facts;
    const belongs = room.roles.given(id) !== undefined || grantedTo(room, id) !== "guest";
    const isOpen = room.door.open().ok && !room.sanctions.isBanned({ id, role: roleOf(room, id) });
    return isOpen && judge({ belongs, isAdmitted: admitted.includes(id), settings }) === undefined;
  }

  /** Those who are here and do not belong to the room: ids, of many those who came first. Who may be many is nobody to come back. */
  strangersHere(): readonly string[] {
    const { members, roles } = this.#room;
    return members.presence.list
      .filter(({ id }) => roles.given(id) === undefined && !isOfAddress(id))
      .slice(0, ADMITTED_MAX)
      .map(({ id }) => id);
  }

  #standing(visitor: Visitor): Standing {
    const { settings, admitted } = this.#room.changes.facts;
    const open = this.#room.door.open();
    return {
      closed: open.ok ? undefined : open.error,
      ban: this.#room.sanctions.refusal(visitor),
      origin: visitor.origin,
      belongs: this.#belongs(visitor),
      isAdmitted: admitted.includes(visitor.identity.you.id),
      settings,
    };
  }

  /** Whether somebody is at least a member in this very room: a host application's users are not, unless it says so. */
  #belongs({ identity: { you, isGranted = false } }: Pick<Visitor, "identity">): boolean {
    const given: GivenRole | undefined = this.#room.roles.given(you.id);
    return given !== undefined || (isGranted && may(you, "enter"));
  }

  #isFullFor(you: You): boolean {
    const { changes, members, roles } = this.#room;
    const { maxMembers } = changes.settings;
    if (maxMembers === 0 || members.presence.online < maxMembers) return false;
    return members.presence.nameOf(you.id) === undefined && !may(roles.asHere(you), "exempt");
  }
}

const FULL = fail("room_full", "As many people are in this room as it holds.");
const BAD_INVITE = fail("bad_invite", "This invitation is not good, or not any more.");
const NOBODY = fail(
  "unauthorized",
  "Who comes without a token does not belong to a room: POST /api/session gives one.",
);
const FAILED = fail("internal", "Something went wrong here; nothing was changed.");
